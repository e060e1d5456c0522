using System.Globalization;
using OpenClaw.Policy.Patterns;
using OpenClaw.Policy.Programs;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// Finds the effects of a shell line: its commands, what those wrap, and the files it is redirected to. A wrapper and what it wraps are effects of their own, so a
/// deny or an ask for either holds, and leave is needed for both. Looks at the file system; call it away from the loop.
/// </summary>
internal sealed class LineAnalyzer
{
    private const int MaxDepth = 8;

    // Interpreters whose first operand is a program. A version may follow the name: python3.12.
    private static readonly string[] s_interpreters =
        ["sh", "dash", "bash", "ash", "zsh", "ksh", "python", "perl", "ruby", "node", "nodejs", "lua", "php", "tclsh", "awk", "sed", "make", "source"];

    // The HOME that commands are given: git reads the operator's own configuration there.
    private static readonly string s_home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private readonly List<Effect> _effects = [];
    private readonly SortedSet<string> _executables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _scripts = new(StringComparer.Ordinal);
    private readonly ExecutableLookup _lookup;
    private readonly IReadOnlyList<string> _searchPath;
    private readonly string _directory;

    private LineAnalyzer(string workingDirectory, IReadOnlyList<string> searchPath)
    {
        _lookup = new ExecutableLookup(searchPath, workingDirectory);
        _searchPath = searchPath;
        _directory = workingDirectory;
    }

    /// <param name="workingDirectory">Absolute real path in which the line runs.</param>
    /// <param name="searchPath"><see cref="PolicySet.SearchPath"/>, which must be the PATH that the line runs with.</param>
    public static LineAnalysis Analyze(string line, string workingDirectory, IReadOnlyList<string> searchPath)
    {
        var analyzer = new LineAnalyzer(workingDirectory, searchPath);
        var parse = ShellLine.Parse(line);
        analyzer.Add(line, parse, 0, elsewhere: false);
        return new LineAnalysis
        {
            Runs = parse is ShellParse.Understood understood ? understood.Print() : line,
            WhyOpaque = parse is ShellParse.Opaque opaque ? Why(opaque) : null,
            Effects = [.. analyzer._effects.Distinct()],
            Executables = [.. analyzer._executables],
            Scripts = [.. analyzer._scripts],
        };
    }

    private void Add(string line, ShellParse parse, int depth, bool elsewhere)
    {
        if (parse is not ShellParse.Understood understood)
        {
            _effects.Add(new Effect.OpaqueLine(line, Why((ShellParse.Opaque)parse)));
            // Asked and approved it runs as it was shown, so an approval should hold to the scripts it was shown with, as far as they can be guessed.
            foreach (var guess in OpaqueWords.Guess(line))
                AddFiles(_lookup.Find(guess.Words, byShell: true, openEnded: false));
            return;
        }

        foreach (var command in understood.Commands)
        {
            Add(command.Words, depth, byShell: true, elsewhere: elsewhere);
            foreach (var redirection in command.Redirections)
                Add(redirection, elsewhere);
        }
    }

    private void Add(IReadOnlyList<string> words, int depth, bool byShell, bool openEnded = false, bool elsewhere = false, bool applet = false, bool paths = false)
    {
        var command = elsewhere || applet
            ? new Effect.Command([.. words], null) { BareName = applet && !elsewhere ? words[0] : null, OpenEnded = openEnded }
            : _lookup.Find(words, byShell, openEnded);
        _effects.Add(command);
        AddFiles(command);

        string? why = null;
        foreach (var wrapped in Wrappers.LookThrough(Unlinked(command), openEnded))
        {
            switch (wrapped)
            {
                case Wrapped.Unknown unknown:
                    why ??= unknown.Why;
                    break;
                case { } when depth == MaxDepth:
                    why ??= "commands are wrapped too deeply";
                    break;
                case Wrapped.Line inner:
                    Add(inner.Text, ShellLine.Parse(inner.Text), depth + 1, elsewhere || inner.Elsewhere);
                    break;
                case Wrapped.Command inner:
                    Add(inner.Words, depth + 1, byShell: false, inner.OpenEnded, elsewhere || inner.Elsewhere, inner.Applet, inner.Paths);
                    break;
            }
        }

        why ??= AddReading(command, elsewhere, paths);
        if (why is not null)
            _effects.Add(new Effect.OpaqueLine(string.Join(' ', words), why));
    }

    /// <param name="paths">Words that are filled in later are paths below folders that are named, so none of them is an option.</param>
    /// <returns>Why what a program with a table does cannot be told; null when it can, or when it has none.</returns>
    private string? AddReading(Effect.Command command, bool elsewhere, bool paths)
    {
        if (ProgramTables.Read(command) is not { } reading)
            return null;
        var found = new ReadingEffects(command, _directory, s_home);
        var why = found.Add(reading, elsewhere);
        _effects.AddRange(found.Effects);
        _scripts.UnionWith(found.Scripts);
        return why ?? (command.OpenEnded && !paths ? $"`{FileName(command.Words[0])}` is given words that nobody knows yet, and some may be options" : null);
    }

    /// <param name="elsewhere">A wrapper changed the directory, the root or the variables, so neither names nor paths lead where they would from here.</param>
    private void Add(ShellRedirection redirection, bool elsewhere)
    {
        // The sink and the sources that everybody uses touch nothing.
        if (redirection.Kind == ShellRedirectionKind.Duplicate || redirection.Target == "/dev/null")
            return;
        var ownView = false;
        var path = elsewhere ? null : RealPath.Of(redirection.Target, _directory, out ownView);
        // Through /proc we see our own folder and descriptors and not the shell's: what we see still counts, and so does that we may be wrong.
        if (path is null || ownView)
            _effects.Add(new Effect.OpaqueLine(redirection.Target, "where that redirection leads cannot be told"));
        if (path is not null)
            _effects.Add(redirection.Kind == ShellRedirectionKind.Read ? new Effect.Read(path) : new Effect.Write(path));
    }

    // A link called otherwise is still the wrapper it leads to; busybox is what it is called.
    private static IReadOnlyList<string> Unlinked(Effect.Command command)
    {
        if (command.Executable is not { } real || Wrappers.Knows(FileName(command.Words[0])) || !Wrappers.Knows(FileName(real)) || FileName(real) is "busybox" or "toybox")
            return command.Words;
        return [real, .. command.Words.Skip(1)];
    }

    private void AddFiles(Effect.Command command)
    {
        if (command.Executable is { } executable)
            _executables.Add(executable);
        if (command.Executable is { } own && !_searchPath.Any(d => PathPattern.IsBelow(own, d) || (command.Found is { } f && PathPattern.IsBelow(f, d))))
            _scripts.Add(own);
        var name = FileName(command.Words[0]).TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (Array.IndexOf(s_interpreters, name) < 0)
            return;
        // Every operand that is a file: to know which one is the program would need each interpreter's options, and one hash too many does no harm.
        foreach (var word in command.Words.Skip(1))
        {
            if (!word.StartsWith('-') && RealPath.Of(word, _directory) is { } path && File.Exists(path))
                _scripts.Add(path);
        }
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Why(ShellParse.Opaque opaque) => $"{opaque.Reason} (column {opaque.Column.ToString(CultureInfo.InvariantCulture)})";
}
