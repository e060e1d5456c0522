using System.Globalization;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;
using OpenClaw.Policy.Patterns;
using OpenClaw.Policy.Programs;
using OpenClaw.Policy.Programs.Words;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// Finds the effects of a shell line: its commands, what those wrap, and the files it is redirected to. A wrapper and what it wraps are
/// effects of their own, so a deny or an ask for either holds, and leave is needed for both. Looks at the file system; call it away from
/// the loop. </summary>
internal sealed class LineAnalyzer
{
    private const int MaxDepth = 8;

    // More operands than a person reads through.
    private const int MaxOperands = 512;

    // Interpreters whose first operand is a program. A version may follow the name: python3.12.
    private static readonly string[] s_interpreters =
    [
        "sh",
        "dash",
        "bash",
        "ash",
        "zsh",
        "ksh",
        "python",
        "perl",
        "ruby",
        "node",
        "nodejs",
        "lua",
        "php",
        "tclsh",
        "awk",
        "sed",
        "make",
        "source",
    ];

    // The HOME that commands are given: git reads the operator's own configuration there.
    private static readonly string s_home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private readonly List<Effect> _effects = [];
    private readonly SortedSet<string> _executables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _scripts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unbound = new(StringComparer.Ordinal);
    private readonly ExecutableLookup _lookup;
    private readonly IReadOnlyList<string> _searchPath;
    private readonly string _directory;
    private readonly ProtectedFiles _protected;
    private readonly LineOrder _order = new();
    private int _operands;

    private LineAnalyzer(string workingDirectory, IReadOnlyList<string> searchPath, ProtectedFiles files)
    {
        _protected = files;
        _lookup = new ExecutableLookup(searchPath, workingDirectory);
        _searchPath = searchPath;
        _directory = workingDirectory;
    }

    /// <param name="workingDirectory">Absolute real path in which the line runs.</param>
    /// <param name="searchPath">The folders of the PATH that the line runs with.</param>
    /// <param name="files">The protected files, whose other names are found; absent, none are.</param>
    public static LineAnalysis Analyze(string line, string workingDirectory, IReadOnlyList<string> searchPath, ProtectedFiles? files = null)
    {
        var analyzer = new LineAnalyzer(workingDirectory, searchPath, files ?? ProtectedFiles.None);
        var parse = ShellLine.Parse(line);
        analyzer.Add(line, parse, 0, elsewhere: false);
        return new LineAnalysis
        {
            Runs = parse is ShellParse.Understood understood ? understood.Print() : line,
            WhyOpaque = parse is ShellParse.Opaque opaque ? Why(opaque) : null,
            Effects = [.. analyzer._effects.Distinct(EffectComparer.Instance)],
            Executables = [.. analyzer._executables],
            Scripts = [.. analyzer._scripts],
            Unbound = [.. analyzer._unbound],
        };
    }

    private void Add(string line, ShellParse parse, int depth, bool elsewhere)
    {
        if (parse is not ShellParse.Understood understood)
        {
            _effects.Add(new Effect.OpaqueLine(line, Why((ShellParse.Opaque)parse)));
            // Asked and approved it runs as it was shown, so an approval should hold to the scripts it was shown with, as far as they can
            // be guessed.
            foreach (var guess in OpaqueWords.Guess(line))
            {
                AddFiles(_lookup.Find(guess.Words, byShell: true, openEnded: false));
                if (guess.Words.Any(IsInterpreter) && guess.Words.Any(static word => word.AsSpan().IndexOfAny("$*?[") >= 0))
                {
                    _unbound.Add("files that the line names by variables or patterns are taken as they are at that time");
                }
            }

            return;
        }

        foreach (var pipeline in understood.Pipelines)
        {
            var together = _order.Begin();
            foreach (var command in pipeline.Commands)
            {
                // The shell opens these before the command runs.
                var before = _order.Changed;
                Add(command.Words, depth, byShell: true, elsewhere: elsewhere);
                foreach (var redirection in command.Redirections)
                {
                    Add(redirection, elsewhere, before);
                }
                AddInput(command, isPiped: command != pipeline.Commands[0]);
                together.Next(string.Join(' ', command.Words));
            }

            _effects.AddRange(together.End());
        }
    }

    /// <param name="listed">Words that are filled in later may be anything; without it those of <c>find</c> are paths below folders that
    /// are named.</param>
    /// <param name="filled">What <c>{}</c> in the words stands for.</param>
    private void Add(
        IReadOnlyList<string> words,
        int depth,
        bool byShell,
        bool openEnded = false,
        bool elsewhere = false,
        bool applet = false,
        bool listed = false,
        Filled filled = Filled.No
    )
    {
        var command =
            elsewhere || applet
                ? new Effect.Command([.. words], null)
                {
                    BareName = applet && !elsewhere ? words[0] : null,
                    OpenEnded = openEnded,
                    Paths = WordPaths.Of(words, elsewhere ? null : _directory),
                }
                : _lookup.Find(words, byShell, openEnded);
        _effects.Add(command);
        AddFiles(command);

        var inside = Wrappers.LookThrough(Unlinked(command), openEnded).ToList();
        string? why = null;
        var repeated = _order.Begin();
        foreach (var wrapped in inside)
        {
            switch (wrapped)
            {
                case Wrapped.Unknown unknown:
                    why ??= unknown.Why;
                    break;
                case { } when depth == MaxDepth:
                    why ??= "commands are wrapped too deeply";
                    break;
                case Wrapped.Line inner when (filled != Filled.No || openEnded) && inner.Text.Contains("{}", StringComparison.Ordinal):
                    Add(
                        inner.Text,
                        new ShellParse.Opaque("a shell reads what `{}` stands for as a part of the line", 1),
                        depth + 1,
                        elsewhere || inner.Elsewhere
                    );
                    break;
                case Wrapped.Line inner:
                    Add(inner.Text, ShellLine.Parse(inner.Text), depth + 1, elsewhere || inner.Elsewhere);
                    break;
                case Wrapped.Command inner:
                    // What find adds lies below the folders it is given, which are operands of its own; what xargs adds is anything.
                    var unseen = inner.OpenEnded && (listed || !inner.Paths);
                    Add(
                        inner.Words,
                        depth + 1,
                        byShell: false,
                        inner.OpenEnded,
                        elsewhere || inner.Elsewhere,
                        inner.Applet,
                        unseen,
                        inner.Files ? Filled.Files
                            : inner.Paths ? Filled.Paths
                            : filled
                    );
                    break;
            }
        }

        var again = repeated.WhyNotAgain();
        if (FileName(words[0]) is "find" or "xargs" or "watch")
        {
            why ??= again;
        }

        // Looked at in any case: a file that is closed stays closed also where the line asks for another reason.
        var before = _effects.Count;
        var isApplet = applet || (command.Executable is { } real && FileName(real) is "busybox" or "toybox");
        var reading = isApplet ? null : ProgramTables.Read(command);
        var own = reading is not null ? AddReading(command, reading, elsewhere, listed) : AddWords(command, inside, elsewhere, listed);
        why ??=
            own
            ?? FilledWords.Why(command, filled)
            ?? FilledWords.WhyWritten(reading, filled)
            ?? (isApplet && ProgramTables.Knows(command) ? $"`{FileName(words[0])}` of busybox has options of its own" : null);
        if (inside.Count == 0)
        {
            // Followed in any case: the commands behind this one lean on it whether or not it is understood.
            var moved = _order.Add(command, reading, _effects.Skip(before).Any(static e => e is Effect.Write));
            why ??= moved;
        }

        if (why is not null)
        {
            _effects.Add(new Effect.OpaqueLine(string.Join(' ', words), why));
        }
    }

    /// <returns>Why what a program with a table does cannot be told; null when it can.</returns>
    private string? AddReading(Effect.Command command, ProgramReading reading, bool elsewhere, bool listed)
    {
        var found = new ReadingEffects(command, _directory, s_home, _protected);
        var why = found.Add(reading, elsewhere);
        foreach (var effect in found.Effects)
        {
            AddPath(effect);
        }
        _scripts.UnionWith(found.Scripts);
        return why
            ?? (
                command.OpenEnded && listed
                    ? $"`{FileName(command.Words[0])}` is given words that nobody knows yet, and some may be options"
                    : null
            );
    }

    /// <summary>The same for a program that no table describes: each of its words may be a file.</summary>
    private string? AddWords(Effect.Command command, List<Wrapped> inside, bool elsewhere, bool listed)
    {
        foreach (var effect in OperandWords.OperandsOf(command, OwnWords(command, inside), _directory))
        {
            AddPath(effect);
        }
        var whole = new ProgramReading();
        whole.Folders.AddRange(Untabled.Folders(command, _directory).Select(static folder => new ProgramFolder(folder, folder, null)));
        if ((Untabled.Why(command) ?? AddReading(command, whole, elsewhere, listed: false)) is { } why)
        {
            return why;
        }
        return listed && inside.Count == 0 && OperandWords.MayOpen(command) ? "which files it is given is known only when it runs" : null;
    }

    /// <param name="elsewhere">A wrapper changed the directory, the root or the variables, so neither names nor paths lead where they would
    /// from here.</param>
    private void Add(ShellRedirection redirection, bool elsewhere, LineOrder.Change before)
    {
        // The sink and the sources that everybody uses touch nothing.
        if (redirection.Kind == ShellRedirectionKind.Duplicate || redirection.Target == "/dev/null")
        {
            return;
        }
        var ownView = false;
        var path = elsewhere ? null : RealPath.Of(redirection.Target, _directory, out ownView);
        // Through /proc we see our own folder and descriptors and not the shell's: what we see still counts, and so does that we may be
        // wrong.
        if (path is null || ownView)
        {
            _effects.Add(new Effect.OpaqueLine(redirection.Target, "where that redirection leads cannot be told"));
        }
        if (_order.AddRedirection(redirection, before) is { } changed)
        {
            _effects.Add(new Effect.OpaqueLine(redirection.Target, changed));
        }
        if (path is not null)
        {
            AddPath(redirection.Kind == ShellRedirectionKind.Read ? new Effect.Read(path) : new Effect.Write(path));
        }
    }

    // A file that is a protected one under another name is both: the gate decides each path.
    private void AddPath(Effect effect)
    {
        effect = Counted(effect);
        _effects.Add(effect);
        if (effect is Effect.Read read && _protected.OtherNameOf(read.Path) is { } other)
        {
            _effects.Add(read with { Path = other });
        }
        if (effect is Effect.Write write && _protected.OtherNameOf(write.Path) is { } name)
        {
            _effects.Add(write with { Path = name });
        }
    }

    // What comes behind the most is still looked at, since a closed file stays closed; but no pattern's word opens it.
    private Effect Counted(Effect effect)
    {
        if (Operands.Of(effect) is not { } operand || ++_operands <= MaxOperands)
        {
            return effect;
        }
        if (_operands == MaxOperands + 1)
        {
            _effects.Add(
                new Effect.OpaqueLine(
                    operand.Command.Words[0],
                    $"it names too many files: more than {MaxOperands.ToString(CultureInfo.InvariantCulture)}"
                )
            );
        }
        operand = operand with { Hidden = true };
        return effect is Effect.Write write ? write with { Of = operand } : ((Effect.Read)effect) with { Of = operand };
    }

    // The words behind a wrapper's own belong to what it wraps, and are looked at there; find's stand between its folders, so all are its
    // own.
    private static int OwnWords(Effect.Command command, List<Wrapped> inside) =>
        inside is [Wrapped.Command inner] && FileName(command.Words[0]) != "find"
            ? Math.Max(1, command.Words.Count - inner.Words.Length)
            : command.Words.Count;

    /// <summary>What an interpreter reads as its program from where a command reads its input.</summary>
    private void AddInput(ShellCommand command, bool isPiped)
    {
        if (!command.Words.Any(IsInterpreter))
        {
            return;
        }
        foreach (var redirection in command.Redirections)
        {
            if (
                redirection.Kind == ShellRedirectionKind.Read
                && redirection.Target != "/dev/null"
                && RealPath.Of(redirection.Target, _directory) is { } path
            )
            {
                _scripts.Add(path);
            }
        }

        if (isPiped && IsInterpreter(command.Words[0]) && command.Words.Skip(1).All(static word => word is "-" or "-s"))
        {
            _unbound.Add($"{command.Words[0]} runs what is piped to it at that time");
        }
    }

    // A link called otherwise is still the wrapper it leads to; busybox is what it is called.
    private static IReadOnlyList<string> Unlinked(Effect.Command command)
    {
        if (
            command.Executable is not { } real
            || Wrappers.Knows(FileName(command.Words[0]))
            || !Wrappers.Knows(FileName(real))
            || FileName(real) is "busybox" or "toybox"
        )
        {
            return command.Words;
        }
        return [real, .. command.Words.Skip(1)];
    }

    private void AddFiles(Effect.Command command)
    {
        if (command.Executable is { } executable)
        {
            _executables.Add(executable);
        }
        if (
            command.Executable is { } own
            && !_searchPath.Any(d => PathPattern.IsBelow(own, d) || (command.Found is { } f && PathPattern.IsBelow(f, d)))
        )
        {
            _scripts.Add(own);
        }
        var inputs = ProgramInputs.Of(command.Words, _directory);
        _scripts.UnionWith(inputs.Files);
        if (inputs.Unbound is { } unbound)
        {
            _unbound.Add(unbound);
        }
        if (!IsInterpreter(command.Words[0]))
        {
            return;
        }
        // Every operand that is a file: to know which one is the program would need each interpreter's options, and one hash too many does
        // no harm.
        foreach (var word in command.Words.Skip(1))
        {
            // Of a line that is not understood the words are guessed, and a redirection may stand among them.
            if (!word.StartsWith('-') && RealPath.Of(word.TrimStart('<'), _directory) is { } path && File.Exists(path))
            {
                _scripts.Add(path);
            }
        }
    }

    private static bool IsInterpreter(string word) =>
        word == "." || Array.IndexOf(s_interpreters, FileName(word).TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) >= 0;

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Why(ShellParse.Opaque opaque) =>
        $"{opaque.Reason} (column {opaque.Column.ToString(CultureInfo.InvariantCulture)})";
}
