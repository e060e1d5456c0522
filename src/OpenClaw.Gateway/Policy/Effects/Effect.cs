namespace OpenClaw.Policy.Effects;

/// <summary>One thing a tool call would do to the world, as analysis found it. The gate decides each alone.</summary>
internal abstract record Effect
{
    private Effect() { }

    /// <summary>A command that would run: its words, and where its executable really lies (null when it was not found).</summary>
    public sealed record Command(EquatableArray<string> Words, string? Executable) : Effect
    {
        /// <summary>The absolute path that is executed, before its links were followed; null when it is not known.</summary>
        public string? Found { get; init; } = Executable;

        /// <summary>The name without a path, when the fixed PATH leads from it to this very executable or the shell does it itself; else
        /// null.</summary>
        public string? BareName { get; init; } = Executable is not null && Words.Count > 0 && !Words[0].Contains('/') ? Words[0] : null;

        /// <summary>True when words that nobody knows yet will follow, as with <c>xargs</c>.</summary>
        public bool OpenEnded { get; init; }

        /// <summary>Words that lead elsewhere than they say; every other word is what it reads.</summary>
        public EquatableArray<WordPath> Paths { get; init; } = [];
    }

    /// <summary>A shell line that the grammar does not understand: only <c>"**"</c> can allow it.</summary>
    public sealed record OpaqueLine(string Line, string Why) : Effect;

    /// <summary>A real path that would be opened.</summary>
    public abstract record File(string Path) : Effect
    {
        /// <summary>The word of a command that names the path; null when the tool itself or a redirection of the shell opens it.</summary>
        public Operand? Of { get; init; }
    }

    /// <summary>A real path that would be read.</summary>
    public sealed record Read(string Path) : File(Path);

    /// <summary>A real path that would be written, created or replaced.</summary>
    public sealed record Write(string Path) : File(Path);

    /// <summary>A host that would be spoken to.</summary>
    public sealed record Host(string Name) : Effect;

    /// <summary>A session key or chat address that would get a message or be looked at.</summary>
    public sealed record Target(string Address) : Effect;

    /// <summary>The call touches nothing that rules can name (a list of one's own processes); only the tool's name is decided.</summary>
    public sealed record None : Effect;
}

/// <summary>The word of a command by which it is given a file.</summary>
/// <param name="Command">The command as analysis found it.</param>
/// <param name="Word">The word as it is written, with the option it belongs to: <c>notes/a.txt</c>, <c>--file=notes/a.txt</c>.</param>
internal sealed record Operand(Effect.Command Command, string Word)
{
    /// <summary>A link turns the word out of the folder it seems to stay in, so a pattern that writes the word did not mean this
    /// file.</summary>
    public bool Hidden { get; init; }

    /// <summary>What the word names follows from other words too, from the folder of <c>-C</c> or from an ending that the program puts on,
    /// so all of them count.</summary>
    public bool Derived { get; init; }

    /// <summary>The row of the program's table that says what the word does: manual page and option. Null for a program without a
    /// table.</summary>
    public string? Row { get; init; }

    /// <summary>The words of the command that a pattern must write for its author to have thought of this file. Where they do not stand
    /// together, these are all of them.</summary>
    public IReadOnlyList<string> Naming()
    {
        var naming = Derived ? [] : Enumerable.Range(0, Command.Words.Count).SelectMany(Run).Distinct().ToArray();
        return naming.Length > 0 ? naming : [.. Command.Words.Skip(1).Distinct()];
    }

    // The words from one place on that make up what is written: `-o` and `/x` of `-o /x`.
    private IEnumerable<string> Run(int from)
    {
        var (at, length) = (from, -1);
        while (at < Command.Words.Count && length < Word.Length)
        {
            length += 1 + Command.Words[at++].Length;
        }
        var run = Command.Words.Skip(from).Take(at - from).ToArray();
        return string.Join(' ', run) == Word ? run : [];
    }
}
