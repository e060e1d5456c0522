using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>The words behind a subcommand of git.</summary>
internal sealed class GitWords(GitVerb verb, string folder, ProgramReading reading)
{
    private readonly WordReader _reader = new(verb, reading);
    private readonly List<GivenWord> _operands = [];

    public void Read(IReadOnlyList<string> words, int from)
    {
        if (folder.Length > 0)
        {
            _reader.Enter(folder);
        }
        _reader.Read(words, from, operand: Operand);
        if (words.Skip(from).FirstOrDefault(Signed) is { } format)
        {
            reading.Hide($"git {verb.Name} {format} runs gpg to look at signatures ({verb.Source})");
        }
        var first = _operands.FirstOrDefault();
        if (verb.Actions.Count > 0 && first is not null && !verb.Actions.Contains(first.Value!))
        {
            _reader.Hide(first, "is not among the actions that are known");
        }
        if (_operands.Count > verb.MostOperands)
        {
            _reader.Hide(_operands[^1], "makes it change something");
        }
        var place = reading.Repositories[^1] with
        {
            Changes = verb.Changes,
            Speaks = verb.UsesRemote && !Address(first),
            Remote = first?.Value,
        };
        reading.Repositories[^1] = place;
        if (verb.Name == "clone")
        {
            Clone();
        }
    }

    // A format given to an option, or as a word of its own behind one.
    private static bool Signed(string word)
    {
        var isValue =
            word.StartsWith("--format=", StringComparison.Ordinal)
            || word.StartsWith("--pretty=", StringComparison.Ordinal)
            || word.StartsWith("--group=", StringComparison.Ordinal);
        return (isValue && GitKeys.LooksAtSignatures(word)) || word.Contains("%(signature", StringComparison.Ordinal);
    }

    private void Operand(GivenWord given)
    {
        _operands.Add(given);
        _reader.Operand(given);
    }

    // A remote is a URL, user@host:path, a path, or a name that the configuration has.
    private bool Address(GivenWord? given)
    {
        if (!verb.UsesRemote || given is null)
        {
            return false;
        }
        var address = given.Value!;
        var colon = address.IndexOf(':');
        if (address.Contains("::", StringComparison.Ordinal))
        {
            _reader.Hide(given, "names a transport that may run a program");
        }
        else if (address.StartsWith("file://", StringComparison.Ordinal))
        {
            Local(given, address["file://".Length..]);
        }
        else if (address.Contains("://", StringComparison.Ordinal))
        {
            _reader.Speak(given, address);
        }
        else if (colon > 0 && address.IndexOf('/') is var slash && (slash < 0 || colon < slash))
        {
            _reader.Speak(given, address[..colon]);
        }
        else if (verb.Name == "clone" || address.Contains('/') || address.StartsWith('.'))
        {
            Local(given, address);
        }
        else
        {
            return false;
        }
        return true;
    }

    // The other repository runs a program of git with its own configuration.
    private void Local(GivenWord given, string path)
    {
        if (verb.Name == "push")
        {
            _reader.Hide(given, "is a path: the hooks of the repository there run");
        }
        if (GitRemotes.HasHome(path))
        {
            _reader.Hide(given, "names the home of a user");
        }
        // git also tries the name with an ending, and each of them may be what it takes.
        var bare = path.TrimEnd('/');
        foreach (var name in new[] { path, $"{bare}.git", $"{bare}.bundle" })
        {
            _reader.File(given, name, writes: verb.Name == "push");
        }
        reading.Repositories.Insert(0, new GitPlace(_reader.Below(path), null, null, verb.Name));
        if (bare.Length > 0)
        {
            reading.Repositories.Insert(0, new GitPlace(_reader.Below($"{bare}.git"), null, null, verb.Name));
        }
    }

    private void Clone()
    {
        if (_operands.Count == 0)
        {
            return;
        }
        var source = _operands[0].Value!.TrimEnd('/');
        var name = source[(source.LastIndexOfAny(['/', ':']) + 1)..];
        var target =
            _operands.Count > 1
                ? _operands[1]
                : _operands[0] with
                {
                    Value = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name,
                };
        if (target.Value is "" or "." or "..")
        {
            target = target with { Value = "." };
        }
        _reader.File(target, target.Value!, writes: true);
    }
}
