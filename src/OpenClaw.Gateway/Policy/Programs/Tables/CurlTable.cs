using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class CurlTable
{
    // -K takes options from a file; --resolve, --connect-to and sockets make a name lead elsewhere; -n and --location-trusted give
    // passwords away. --next begins another set of options, with folders and names of its own.
    public static ProgramTable Table { get; } =
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
}
