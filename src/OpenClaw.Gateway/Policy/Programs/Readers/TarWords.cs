using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The words of one run of tar, kept until its mode is known.</summary>
internal sealed class TarWords(ProgramTable table, ProgramReading reading)
{
    private readonly WordReader _reader = new(table, reading);
    private readonly List<GivenWord> _archives = [];
    private readonly List<(GivenWord Word, string Path)> _members = [];
    private readonly List<(GivenWord Word, string Path)> _folders = [];
    private GivenWord? _mode;
    private GivenWord? _removes;
    private bool _toOutput;

    public void Read(List<string> words)
    {
        _reader.Read(words, 1, Own, Operand);
        foreach (var archive in _archives)
        {
            Archive(archive);
        }
        foreach (var (member, path) in _members)
        {
            Member(member, path);
        }
        if (_mode?.Row!.Name is "-x" or "--extract" or "--get" && !_toOutput)
        {
            Extract();
        }
    }

    private void Operand(GivenWord given)
    {
        if (_folders.Count == 0)
        {
            _folders.Add((given with { Word = "." }, "."));
        }
        _members.Add((given, _reader.Below(given.Value!)));
    }

    private void Own(GivenWord given)
    {
        switch (given.Row!.Name)
        {
            case "-f" or "--file":
                _archives.Add(given);
                break;
            case "-C" or "--directory":
                _reader.File(given, given.Value!, writes: false);
                _reader.Enter(given.Value!);
                _folders.Add((given, _reader.Folder));
                break;
            case "--one-top-level":
                _folders.Add((given, _reader.Below(given.Value ?? ".")));
                break;
            case "-O" or "--to-stdout":
                _toOutput = true;
                break;
            case "--remove-files":
                _removes = given;
                break;
            case "--keep-directory-symlink":
                _reader.Hide(given, "follows links out of the folder");
                break;
            case "-N" or "--newer" or "--after-date" or "--newer-mtime" or "--mtime":
                // A date, or the file whose time is taken.
                if (given.Value is ['/' or '.', ..])
                {
                    _reader.File(given, given.Value, writes: false);
                }
                break;
            default:
                if (_mode is not null && _mode.Row != given.Row)
                {
                    _reader.Hide(given, "is one mode more");
                }
                _mode = given;
                break;
        }
    }

    private void Archive(GivenWord given)
    {
        if (given.Value == "-")
        {
            return;
        }
        // host:file is opened through rsh.
        if (given.Value!.Contains(':'))
        {
            _reader.Hide(given, "an archive with a colon is on another host");
            return;
        }

        var (mode, path) = (_mode?.Row!.Name, given.Value);
        if (mode is not ("-c" or "--create"))
        {
            Absolute(given, path, writes: false);
        }
        if (mode is "-c" or "--create" or "-r" or "--append" or "-u" or "--update" or "-A" or "--catenate" or "--concatenate" or "--delete")
        {
            Absolute(given, path, writes: true);
        }
    }

    // -C does not move the archive.
    private void Absolute(GivenWord given, string path, bool writes) => new WordReader(table, reading).File(given, path, writes);

    private void Member(GivenWord given, string path)
    {
        if (
            _mode?.Row!.Name
            is not (
                "-c"
                or "--create"
                or "-r"
                or "--append"
                or "-u"
                or "--update"
                or "-A"
                or "--catenate"
                or "--concatenate"
                or "-d"
                or "--diff"
                or "--compare"
            )
        )
        {
            return;
        }
        Absolute(given, path, writes: false);
        if (_mode.Row!.Name is "-c" or "--create" or "-r" or "--append" or "-u" or "--update")
        {
            new WordReader(table, reading).Whole(given, path);
        }
        if (_removes is not null)
        {
            Absolute(given with { Word = $"{given.Word} {_removes.Word}" }, path, writes: true);
        }
    }

    private void Extract()
    {
        if (_folders.Count == 0)
        {
            _folders.Add((_mode!, "."));
        }
        foreach (var (word, path) in _folders)
        {
            Absolute(word, path, writes: true);
        }
        _reader.Hide(_mode!, "what an archive writes, and through which links, is known only when it runs");
    }
}
