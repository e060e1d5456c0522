using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;
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

    // The HOME that commands are given: git reads the operator's own configuration there.
    private static readonly string s_home = HomeFolder.Path;

    private readonly FoundEffects _found;
    private readonly LineBinding _binding;
    private readonly ExecutableLookup _lookup;
    private readonly string _directory;
    private readonly ProtectedFiles _protected;
    private readonly LineOrder _order = new();

    private LineAnalyzer(string workingDirectory, IReadOnlyList<string> searchPath, ProtectedFiles files)
    {
        _protected = files;
        _found = new FoundEffects(files);
        _binding = new LineBinding(workingDirectory, searchPath);
        _lookup = new ExecutableLookup(searchPath, workingDirectory);
        _directory = workingDirectory;
    }

    /// <param name="workingDirectory">Absolute real path in which the line runs.</param>
    /// <param name="searchPath">The folders of the PATH that the line runs with.</param>
    /// <param name="files">The protected files, whose other names are found; absent, none are.</param>
    public static LineAnalysis Analyze(string line, string workingDirectory, IReadOnlyList<string> searchPath, ProtectedFiles? files = null)
    {
        var analyzer = new LineAnalyzer(workingDirectory, searchPath, files ?? ProtectedFiles.None);
        var parse = ShellLine.Parse(line);
        analyzer.Add(line, parse, CommandStanding.OfLine);
        return new LineAnalysis
        {
            Runs = parse is ShellParse.Understood understood ? understood.Print() : line,
            WhyOpaque = parse is ShellParse.Opaque opaque ? Why(opaque) : null,
            Effects = [.. analyzer._found.All.Distinct(EffectComparer.Instance)],
            Executables = [.. analyzer._binding.Executables],
            Scripts = [.. analyzer._binding.Scripts],
            Unbound = [.. analyzer._binding.Unbound],
        };
    }

    /// <param name="standing">Of the line's commands.</param>
    private void Add(string line, ShellParse parse, CommandStanding standing)
    {
        if (parse is not ShellParse.Understood understood)
        {
            _found.AddOpaque(line, Why((ShellParse.Opaque)parse));
            // Asked and approved it runs as it was shown, so an approval should hold to the scripts it was shown with, as far as they can
            // be guessed.
            foreach (var guess in OpaqueWords.Guess(line))
            {
                _binding.AddFiles(_lookup.Find(guess.Words, byShell: true, openEnded: false));
                _binding.AddGuess(guess.Words);
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
                Add(command.Words, standing);
                foreach (var redirection in command.Redirections)
                {
                    Add(redirection, standing.Elsewhere, before);
                }
                _binding.AddInput(command, isPiped: command != pipeline.Commands[0]);
                together.Next(string.Join(' ', command.Words));
            }

            _found.AddRange(together.End());
        }
    }

    private void Add(IReadOnlyList<string> words, CommandStanding standing)
    {
        var command = Find(words, standing);
        _found.Add(command);
        _binding.AddFiles(command);

        var inside = Wrappers.LookThrough(Unlinked(command), standing.OpenEnded).ToList();
        var why = AddInside(words[0], inside, standing);
        // Looked at in any case: a file that is closed stays closed also where the line asks for another reason.
        var own = AddOwn(command, inside, standing);
        if ((why ?? own) is { } unknown)
        {
            _found.AddOpaque(string.Join(' ', words), unknown);
        }
    }

    private Effect.Command Find(IReadOnlyList<string> words, CommandStanding standing) =>
        standing.Elsewhere || standing.Applet
            ? new Effect.Command([.. words], null)
            {
                BareName = standing.Applet && !standing.Elsewhere ? words[0] : null,
                OpenEnded = standing.OpenEnded,
                Paths = WordPaths.Of(words, standing.Elsewhere ? null : _directory),
            }
            : _lookup.Find(words, standing.ByShell, standing.OpenEnded);

    /// <summary>Goes into what a wrapper would run.</summary>
    /// <returns>Why that cannot be told; null when it can.</returns>
    private string? AddInside(string wrapper, List<Wrapped> inside, CommandStanding standing)
    {
        string? why = null;
        var repeated = _order.Begin();
        foreach (var wrapped in inside)
        {
            var unknown = Enter(wrapped, standing);
            why ??= unknown;
        }

        var again = repeated.WhyNotAgain();
        return Path.GetFileName(wrapper) is "find" or "xargs" or "watch" ? why ?? again : why;
    }

    private string? Enter(Wrapped wrapped, CommandStanding standing)
    {
        if (wrapped is Wrapped.Unknown unknown)
        {
            return unknown.Why;
        }
        if (standing.Depth == MaxDepth)
        {
            return "commands are wrapped too deeply";
        }
        switch (wrapped)
        {
            case Wrapped.Line line:
                Add(line.Text, ParseInside(line, standing), standing.Inside(line));
                break;
            case Wrapped.Command command:
                Add(command.Words, standing.Inside(command));
                break;
        }
        return null;
    }

    private static ShellParse ParseInside(Wrapped.Line line, CommandStanding standing)
    {
        var isFilled = standing.Filled != Filled.No || standing.OpenEnded;
        return isFilled && line.Text.Contains("{}", StringComparison.Ordinal)
            ? new ShellParse.Opaque("a shell reads what `{}` stands for as a part of the line", 1)
            : ShellLine.Parse(line.Text);
    }

    /// <summary>Adds what the command itself does, whatever it wraps.</summary>
    /// <returns>Why that cannot be told; null when it can.</returns>
    private string? AddOwn(Effect.Command command, List<Wrapped> inside, CommandStanding standing)
    {
        var before = _found.All.Count;
        var isApplet = standing.Applet || (command.Executable is { } real && Path.GetFileName(real) is "busybox" or "toybox");
        var reading = isApplet ? null : ProgramTables.Read(command);
        var why =
            (
                reading is not null
                    ? AddReading(command, reading, standing.Elsewhere, standing.Listed)
                    : AddWords(command, inside, standing.Elsewhere, standing.Listed)
            )
            ?? FilledWords.Why(command, standing.Filled)
            ?? FilledWords.WhyWritten(reading, standing.Filled)
            ?? (
                isApplet && ProgramTables.Knows(command)
                    ? $"`{Path.GetFileName(command.Words[0])}` of busybox has options of its own"
                    : null
            );
        if (inside.Count > 0)
        {
            return why;
        }
        // Followed in any case: the commands behind this one lean on it whether or not it is understood.
        var moved = _order.Add(command, reading, _found.All.Skip(before).Any(static e => e is Effect.Write));
        return why ?? moved;
    }

    /// <returns>Why what a program with a table does cannot be told; null when it can.</returns>
    private string? AddReading(Effect.Command command, ProgramReading reading, bool elsewhere, bool listed)
    {
        var found = new ReadingEffects(command, _directory, s_home, _protected);
        var why = found.Add(reading, elsewhere);
        foreach (var effect in found.Effects)
        {
            _found.AddPath(effect);
        }
        _binding.Scripts.UnionWith(found.Scripts);
        return why
            ?? (
                command.OpenEnded && listed
                    ? $"`{Path.GetFileName(command.Words[0])}` is given words that nobody knows yet, and some may be options"
                    : null
            );
    }

    /// <summary>The same for a program that no table describes: each of its words may be a file.</summary>
    private string? AddWords(Effect.Command command, List<Wrapped> inside, bool elsewhere, bool listed)
    {
        foreach (var effect in OperandWords.OperandsOf(command, OwnWords(command, inside), _directory))
        {
            _found.AddPath(effect);
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
            _found.AddOpaque(redirection.Target, "where that redirection leads cannot be told");
        }
        if (_order.AddRedirection(redirection, before) is { } changed)
        {
            _found.AddOpaque(redirection.Target, changed);
        }
        if (path is not null)
        {
            _found.AddPath(redirection.Kind == ShellRedirectionKind.Read ? new Effect.Read(path) : new Effect.Write(path));
        }
    }

    // The words behind a wrapper's own belong to what it wraps, and are looked at there; find's stand between its folders, so all are its
    // own.
    private static int OwnWords(Effect.Command command, List<Wrapped> inside) =>
        inside is [Wrapped.Command inner] && Path.GetFileName(command.Words[0]) != "find"
            ? Math.Max(1, command.Words.Count - inner.Words.Length)
            : command.Words.Count;

    // A link called otherwise is still the wrapper it leads to; busybox is what it is called.
    private static IReadOnlyList<string> Unlinked(Effect.Command command)
    {
        if (
            command.Executable is not { } real
            || Wrappers.Knows(Path.GetFileName(command.Words[0]))
            || !Wrappers.Knows(Path.GetFileName(real))
            || Path.GetFileName(real) is "busybox" or "toybox"
        )
        {
            return command.Words;
        }
        return [real, .. command.Words.Skip(1)];
    }

    private static string Why(ShellParse.Opaque opaque) =>
        $"{opaque.Reason} (column {opaque.Column.ToString(CultureInfo.InvariantCulture)})";
}
