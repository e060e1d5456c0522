using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

/// <summary>Programs that speak to other hosts.</summary>
internal static class RemoteTables
{
    // -K takes options from a file; --resolve, --connect-to and sockets make a name lead elsewhere; -n and --location-trusted give
    // passwords away. --next begins another set of options, with folders and names of its own.
    public static ProgramTable Curl { get; } =
        new("curl", "curl(1) 7.88 and 8.14")
        {
            Syntax = OptionSyntax.Gnu | OptionSyntax.NoEquals,
            Flags = """
                --anyauth -a --append --basic --cert-status --compressed --compressed-ssh --create-dirs --crlf --digest -q --disable --disable-eprt --disable-epsv
                --disallow-username-in-url --doh-cert-status --doh-insecure -f --fail --fail-early --fail-with-body --false-start --form-escape --ftp-create-dirs --ftp-pasv --ftp-pret
                --ftp-skip-pasv-ip --ftp-ssl-ccc --ftp-ssl-control -G --get -g --globoff --haproxy-protocol -I --head --http0.9 -0 --http1.0 --http1.1 --http2 --http2-prior-knowledge
                --http3 --http3-only --ignore-content-length -i --include -k --insecure -4 --ipv4 -6 --ipv6 -j --junk-session-cookies -l --list-only --mail-rcpt-allowfails -M --manual
                --metalink --negotiate --no-alpn -N --no-buffer --no-clobber --no-keepalive --no-npn --no-progress-meter --no-sessionid --ntlm -Z --parallel --parallel-immediate
                --path-as-is --post301 --post302 --post303 -# --progress-bar --proxy-anyauth --proxy-basic --proxy-digest --proxy-insecure --proxy-negotiate --proxy-ntlm
                --proxy-ssl-allow-beast --proxy-ssl-auto-client-cert --proxy-tlsv1 -p --proxytunnel --raw -R --remote-time --remove-on-error --retry-all-errors --retry-connrefused --sasl-ir
                -S --show-error -s --silent --socks5-basic --socks5-gssapi --socks5-gssapi-nec --ssl --ssl-allow-beast --ssl-auto-client-cert --ssl-no-revoke --ssl-reqd
                --ssl-revoke-best-effort -2 --sslv2 -3 --sslv3 --styled-output --suppress-connect-headers --tcp-fastopen --tcp-nodelay --tftp-no-options -1 --tlsv1 --tlsv1.0 --tlsv1.1
                --tlsv1.2 --tlsv1.3 --tr-encoding --trace-time -B --use-ascii -v --verbose -V --version --xattr
                """,
            Valued = """
                --aws-sigv4 --ciphers --connect-timeout -C --continue-at --create-file-mode --curves --data-raw --delegation --expect100-timeout --form-string --ftp-account
                --ftp-alternative-to-user --ftp-method --ftp-ssl-ccc-mode --happy-eyeballs-timeout-ms --hostpubmd5 --hostpubsha256 --keepalive-time --krb
                --limit-rate --local-port --login-options --mail-auth --mail-from --mail-rcpt --max-filesize --max-redirs -m --max-time --noproxy --oauth2-bearer --parallel-max --pass
                --proto --proto-redir --proxy-ciphers --proxy-pass --proxy-service-name --proxy-tls13-ciphers --proxy-tlsauthtype
                --proxy-tlspassword --proxy-tlsuser -U --proxy-user -r --range --rate -e --referer -X --request --request-target --retry --retry-delay --retry-max-time --sasl-authzid
                --service-name --socks5-gssapi-service -Y --speed-limit -y --speed-time --tftp-blksize --tls-max --tls13-ciphers --tlsauthtype --tlspassword --tlsuser -u --user
                -A --user-agent -h --help
                """,
            Reads = """
                --cacert --capath --crlfile --etag-compare --proxy-cacert --proxy-capath --proxy-crlfile --pubkey --random-file
                """,
            Writes = "-c --cookie-jar -D --dump-header --etag-save --libcurl --stderr --trace --trace-ascii",
            Speaks = "-x --proxy --preproxy --proxy1.0 --socks4 --socks4a --socks5 --socks5-hostname",
            OwnFlags = "-O --remote-name --remote-name-all -J --remote-header-name -L --location",
            Own = """
                -b --cookie -d --data --data-ascii --data-binary --data-urlencode --json --url-query -F --form -H --header --proxy-header -w --write-out -o --output --output-dir
                -T --upload-file --url -E --cert --proxy-cert --key --proxy-key --cert-type --key-type --proxy-cert-type --proxy-key-type
                --pinnedpubkey --proxy-pinnedpubkey -z --time-cond
                """,
            Unclear = """
                --abstract-unix-socket --alt-svc --doh-url --hsts --interface -: --next --netrc-file -K --config --connect-to --dns-interface --dns-ipv4-addr --dns-ipv6-addr --dns-servers --egd-file --engine -P --ftp-port --location-trusted
                -n --netrc --netrc-optional --ntlm-wb --proto-default -Q --quote --resolve -t --telnet-option --unix-socket --variable
                """,
        };

    // Filters may merge files; -L, -k and -K follow links out of the tree; a batch comes with a script of its own.
    public static ProgramTable Rsync { get; } =
        new("rsync", "rsync(1) 3.2.7 and 3.4.1")
        {
            Syntax = OptionSyntax.Anywhere,
            Flags = """
                -v --verbose -q --quiet --no-motd -c --checksum --inc-recursive --i-r --no-inc-recursive --no-i-r -R --relative --no-relative --no-R
                --no-implied-dirs -b --backup -u --update --inplace --append --append-verify --mkpath
                -H --hard-links -p --perms --no-perms --no-p -E --executability -A --acls -X --xattrs -o --owner --no-owner --no-o -g --group --no-group --no-g --devices --specials -D --no-D
                -t --times --no-times --no-t -U --atimes --open-noatime -N --crtimes -O --omit-dir-times -J --omit-link-times --super --fake-super -S --sparse --preallocate -n --dry-run
                -W --whole-file --no-whole-file --no-W -x --one-file-system --existing --ignore-non-existing --ignore-existing --del --delete --delete-before --delete-during
                --delete-delay --delete-after --delete-excluded --ignore-missing-args --delete-missing-args --ignore-errors --force --partial --delay-updates -m --prune-empty-dirs
                --numeric-ids -I --ignore-times --size-only -y --fuzzy -z --compress --no-compress -C --cvs-exclude -0 --from0 --old-args -s --secluded-args --protect-args --trust-sender
                --blocking-io --stats -8 --8-bit-output -h --human-readable --progress -P -i --itemize-changes --list-only --fsync -4 --ipv4 -6 --ipv6 -V --version --help
                """,
            Valued = """
                --info --debug --stderr --suffix --chmod --checksum-choice --cc -B --block-size --max-delete --max-size --min-size --max-alloc --usermap --groupmap --chown --timeout
                --contimeout -@ --modify-window --compress-choice --zc --compress-level --zl --compress-threads --zt --skip-compress --exclude --include --address --port --sockopts --outbuf --out-format
                --log-file-format --bwlimit --stop-after --stop-at --protocol --iconv --checksum-seed --copy-as
                """,
            Reads = "--exclude-from --include-from --password-file --early-input",
            Writes = "--log-file",
            Own = "--backup-dir --partial-dir -T --temp-dir --compare-dest --copy-dest --link-dest",
            OwnFlags =
                "--remove-source-files -r --recursive -d --dirs --old-dirs --old-d -a --archive -l --links --no-links --no-l --safe-links --munge-links",
            Unclear = """
                -e --rsh --rsync-path -f --filter -F --files-from -L --copy-links --copy-unsafe-links -k --copy-dirlinks -K --keep-dirlinks --insecure-links --copy-devices
                --write-devices -M --remote-option --write-batch --only-write-batch --read-batch --daemon --server --sender --config
                """,
        };

    // A configuration may name a ProxyCommand; -K hands over tickets; forwarding, tunnels, sockets and agents reach further than the host
    // that is named.
    public static ProgramTable Ssh { get; } =
        new("ssh slogin", "ssh(1), OpenSSH 9.2")
        {
            Syntax = OptionSyntax.Posix,
            Flags = "-4 -6 -a -C -f -G -g -k -n -N -q -s -T -t -V -v -x -y",
            Valued = "-B -b -c -e -l -m -O -Q",
            Writes = "-E",
            Speaks = "-J",
            Own = "-i -o -p",
            Unclear = "-A -D -F -I -K -L -M -P -R -S -W -w -X -Y",
        };

    // With -T the other side chooses the names of what it sends.
    public static ProgramTable Scp { get; } =
        new("scp", "scp(1), OpenSSH 9.2")
        {
            Syntax = OptionSyntax.Disputed,
            Flags = "-3 -4 -6 -B -C -O -p -q -R -s -v",
            Valued = "-c -l -P -X",
            Speaks = "-J",
            Own = "-i -o",
            OwnFlags = "-r",
            Unclear = "-T -A -D -F -S",
        };
}
