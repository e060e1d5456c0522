using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class FindTable
{
    // The rows are the words of its expression, which are read one by one and never in clusters. What -exec and its kind run is found by
    // Wrappers.
    public static ProgramTable Table { get; } =
        new("find", "find(1), GNU findutils 4.9")
        {
            Syntax = OptionSyntax.NoEquals,
            Flags = """
                -a -and -o -or -not -true -false -daystart -depth -d -help --help -ignore_readdir_race -noignore_readdir_race -mount -xdev -noleaf -nowarn -warn -version --version
                -empty -executable -readable -writable -nogroup -nouser -ls -print -print0 -prune -quit
                """,
            Valued = """
                -maxdepth -mindepth -regextype -amin -atime -cmin -ctime -fstype -gid -group -ilname -iname -inum -ipath -iregex -iwholename -links -lname -mmin -mtime -name
                -path -perm -regex -size -type -uid -used -user -wholename -xtype -context -printf
                """,
            Reads = "-anewer -cnewer -newer -samefile",
            Writes = "-fprint -fprint0 -fls",
            OwnFlags = "-delete",
            Own = "-fprintf -exec -execdir -ok -okdir",
            Unclear = "-files0-from -follow",
        };
}
