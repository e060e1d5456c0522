using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class SshTable
{
    // A configuration may name a ProxyCommand; -K hands over tickets; forwarding, tunnels, sockets and agents reach further than the host
    // that is named.
    public static ProgramTable Table { get; } =
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
}
