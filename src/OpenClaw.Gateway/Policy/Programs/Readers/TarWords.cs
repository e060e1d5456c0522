using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The words of one run of tar. What its archive and its operands mean depends on the mode, which may stand anywhere in the line, so
/// they are kept until it is known.</summary>
internal sealed class TarWords(WordReader reader)
{
    private static readonly string[] s_packs = WordList.Of("-c --create -r --append -u --update");
    private static readonly string[] s_writesArchive = [.. s_packs, .. WordList.Of("-A --catenate --concatenate --delete")];
    private static readonly string[] s_readsFiles = [.. s_packs, .. WordList.Of("-A --catenate --concatenate -d --diff --compare")];

    // -C does not move the archive, and members know their folder.
    private readonly WordReader _unmoved = new(reader.Table, reader.Reading);
    private readonly List<GivenWord> _archives = [];
    private readonly List<(GivenWord Word, string Path)> _members = [];
    private readonly List<(GivenWord Word, string Path)> _folders = [];
    private GivenWord? _mode;
    private GivenWord? _removes;
    private bool _toOutput;

    public void Read(IReadOnlyList<string> words)
    {
        reader.Read(Modern(words), 1, Own, Operand);
        _archives.ForEach(Archive);
        _members.ForEach(Member);
        if (_mode?.Row!.Name is "-x" or "--extract" or "--get" && !_toOutput)
        {
            Extract();
        }
    }

    // `tar xzf a.tgz`: each letter of the first word takes its value from the words behind it, in their order.
    private List<string> Modern(IReadOnlyList<string> words)
    {
        if (words.Count < 2 || words[1].StartsWith('-'))
        {
            return [.. words];
        }
        var (modern, at) = (new List<string> { words[0] }, 2);
        foreach (var letter in words[1])
        {
            modern.Add($"-{letter}");
            if (reader.Table.Rows.TryGetValue($"-{letter}", out var row) && row.Value == OptionValue.Needed && at < words.Count)
            {
                modern.Add(words[at++]);
            }
        }

        return [.. modern, .. words.Skip(at)];
    }

    private void Operand(GivenWord given)
    {
        if (_folders.Count == 0)
        {
            _folders.Add((given with { Word = "." }, "."));
        }
        _members.Add((given, reader.Below(given.Value!)));
    }

    private void Own(GivenWord given)
    {
        switch (given.Row!.Name)
        {
            case "-f" or "--file":
                _archives.Add(given);
                break;
            case "-C" or "--directory":
                reader.File(given, given.Value!, writes: false);
                reader.Enter(given.Value!);
                _folders.Add((given, reader.Folder));
                break;
            case "--one-top-level":
                _folders.Add((given, reader.Below(given.Value ?? ".")));
                break;
            case "-O" or "--to-stdout":
                _toOutput = true;
                break;
            case "--remove-files":
                _removes = given;
                break;
            case "--keep-directory-symlink":
                reader.Hide(given, "follows links out of the folder");
                break;
            case "-N" or "--newer" or "--after-date" or "--newer-mtime" or "--mtime":
                // A date, or the file whose time is taken.
                if (given.Value is ['/' or '.', ..])
                {
                    reader.File(given, given.Value, writes: false);
                }
                break;
            default:
                if (_mode is not null && _mode.Row != given.Row)
                {
                    reader.Hide(given, "is one mode more");
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
            reader.Hide(given, "an archive with a colon is on another host");
            return;
        }

        var (mode, path) = (_mode?.Row!.Name, given.Value);
        if (mode is not ("-c" or "--create"))
        {
            _unmoved.File(given, path, writes: false);
        }
        if (s_writesArchive.Contains(mode))
        {
            _unmoved.File(given, path, writes: true);
        }
    }

    private void Member((GivenWord Word, string Path) member)
    {
        var (given, path) = member;
        if (!s_readsFiles.Contains(_mode?.Row!.Name))
        {
            return;
        }
        _unmoved.File(given, path, writes: false);
        if (s_packs.Contains(_mode!.Row!.Name))
        {
            _unmoved.Whole(given, path);
        }
        if (_removes is not null)
        {
            _unmoved.File(given with { Word = $"{given.Word} {_removes.Word}" }, path, writes: true);
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
            _unmoved.File(word, path, writes: true);
        }
        reader.Hide(_mode!, "what an archive writes, and through which links, is known only when it runs");
    }
}
