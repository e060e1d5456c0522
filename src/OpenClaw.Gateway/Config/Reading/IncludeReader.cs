using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Reads a file and those it includes, depth first: a file, then what it includes, in the order written; a pattern's matches in
/// the order of their names.</summary>
internal sealed class IncludeReader(ConfigRequest request, DiagnosticBag diagnostics)
{
    private const int MaxFiles = 256;

    private readonly Dictionary<string, TomlSpan?> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    /// <summary>What was read, in the order it is merged.</summary>
    public List<TomlDocument> Documents { get; } = [];

    /// <summary>The files, absolute; beside each one that is a symbolic link, what it leads to.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Where patterns look for files, and for which: one that appears there is read at the next reload.</summary>
    public HashSet<IncludePattern> Patterns { get; } = [];

    /// <summary>The folder of each document.</summary>
    public Dictionary<TomlSource, string> Directories { get; } = [];

    public void Read(string path, TomlSpan? includedAt = null)
    {
        var name = FilePaths.Show(path, request.Directory);
        var real = RealPath(path);
        if (_open.Contains(real))
        {
            diagnostics.Error(
                includedAt,
                $"include goes in a circle: {string.Join(" -> ", _open.Append(real).Select(p => FilePaths.Show(p, request.Directory)))}"
            );
            return;
        }

        if (!_seen.TryAdd(real, includedAt))
        {
            diagnostics.Error(includedAt, $"include names {name} a second time; it is already included at {_seen[real]}");
            return;
        }

        if (_seen.Count > MaxFiles)
        {
            if (_seen.Count == MaxFiles + 1)
            {
                diagnostics.Error(includedAt, $"include reaches more than {MaxFiles} files; is the pattern right?");
            }
            return;
        }

        ReadDocument(path, name, real, includedAt);
    }

    private void ReadDocument(string path, string name, string real, TomlSpan? includedAt)
    {
        var (document, problem) = ConfigFileReader.Read(path, name);
        if (document is null)
        {
            if (includedAt is null)
            {
                diagnostics.FileError(
                    name,
                    $"the configuration {problem}{(problem == ConfigFileReader.Absent ? $"; to write one: openclaw example > {ShellWord(name)}" : "")}"
                );
            }
            else
            {
                diagnostics.Error(includedAt, $"include: {name} {problem}");
            }
            return;
        }

        Files.Add(path);
        if (real != path)
        {
            Files.Add(real);
        }
        Add(document, path, real);
    }

    private static string ShellWord(string name) =>
        name.All(static c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? name : $"'{name.Replace("'", "'\\''")}'";

    public void Add(TomlDocument document, string path, string real)
    {
        diagnostics.AddFile(document.Source.Name);
        Documents.Add(document);
        Directories[document.Source] = Path.GetDirectoryName(path) ?? "/";
        foreach (var error in document.Errors)
        {
            diagnostics.Error(error.Span, error.Message);
        }
        _open.Add(real);
        foreach (var (file, span) in IncludedFiles(document))
        {
            Read(file, span);
        }
        _open.RemoveAt(_open.Count - 1);
    }

    private IEnumerable<(string File, TomlSpan Span)> IncludedFiles(TomlDocument document)
    {
        var value = document.Root["include"];
        IEnumerable<TomlValue> items = value switch
        {
            null => [],
            TomlArray several => several,
            _ => [value],
        };
        foreach (var item in items)
        {
            if (item is not TomlString { Value.Length: > 0 } pattern)
            {
                diagnostics.Error(item.Span, "include must be a list of file names, for example: include = [\"conf.d/*.toml\"]");
                continue;
            }

            if (pattern.Value.Contains("**", StringComparison.Ordinal) || pattern.Value.Contains('\0'))
            {
                diagnostics.Error(pattern.Span, "include knows * and ? inside one name, and no **");
                continue;
            }

            var whole = FilePaths.Resolve(pattern.Value, Directories[document.Source], request.Home);
            foreach (var file in Expand(whole))
            {
                yield return (file, pattern.Span);
            }
        }
    }

    // A pattern that matches nothing is an empty conf.d and fine; a plain name that is not there will be an error when it is read.
    private IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> found = ["/"];
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var open = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, rest) = (parts[i], string.Join('/', parts[i..]));
            var isGlob = part.AsSpan().ContainsAny('*', '?');
            open |= isGlob;
            // Below the first star every folder is noted: one that is a link leads to a place that the pattern does not name.
            var noted = open;
            found = isGlob
                ? found.SelectMany(folder => Matches(folder, part, rest))
                : found.Select(folder => noted ? Note(folder, part, rest) : Path.Combine(folder, part));
        }

        return found;

        string Note(string folder, string part, string rest)
        {
            Patterns.Add(new IncludePattern(folder, rest));
            return Path.Combine(folder, part);
        }
    }

    private IEnumerable<string> Matches(string folder, string pattern, string rest)
    {
        Patterns.Add(new IncludePattern(folder, rest));
        string[] entries;
        try
        {
            entries = Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Read as a file it becomes an error that names the folder.
            return [folder];
        }

        return entries.Where(entry => IncludePattern.MatchesName(pattern, Path.GetFileName(entry))).Order(StringComparer.Ordinal);
    }

    private static string RealPath(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path; // reading it will say what is wrong
        }
    }
}
