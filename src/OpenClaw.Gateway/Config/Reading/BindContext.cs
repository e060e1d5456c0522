using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>What the binders of one reading share: where to complain, what was read, and the names that must be found when all is
/// bound.</summary>
internal sealed class BindContext(ConfigRequest request, DiagnosticBag diagnostics, IReadOnlyDictionary<TomlSource, string> directories)
{
    private readonly List<Reference> _references = [];
    private readonly List<TableReader> _readers = [];
    private readonly Dictionary<string, TomlSpan> _places = new(StringComparer.Ordinal);

    public ConfigRequest Request { get; } = request;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>Every file a secret is read from, absolute.</summary>
    public SortedSet<string> SecretFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Environment variables that hold a secret.</summary>
    public SortedSet<string> SecretVariables { get; } = new(StringComparer.Ordinal);

    public List<ConfigSetting> Settings { get; } = [];

    /// <summary>Every setting a binder asked for, present or not, as a pattern: <c>models.*.context</c>, <c>sessions[].queue</c>.</summary>
    public SortedSet<string> KnownSettings { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of <c>[people]</c>, whose names may stand for their addresses.</summary>
    public IReadOnlyList<PersonConfig> People { get; set; } = [];

    public void Add(TableReader reader) => _readers.Add(reader);

    public void SetPlace(string path, TomlSpan span) => _places[path] = span;

    /// <summary>Where a setting was written; null when it was not, and has its default.</summary>
    public TomlSpan? Place(string path) => _places.TryGetValue(path, out var span) ? span : null;

    /// <summary>Warns of a setting that is written, when something keeps it from having an effect.</summary>
    public void WarnWithoutEffect(bool isSo, string path, string why)
    {
        if (isSo && Place(path) is { } place)
        {
            Diagnostics.Warning(place, $"{path} has no effect{why}");
        }
    }

    /// <summary>A relative path is relative to the file it is written in, so that a folder of files can be moved as a whole.</summary>
    public string ResolvePath(string path, TomlSpan span) =>
        FilePaths.Resolve(path, directories.GetValueOrDefault(span.Source, Request.Directory), Request.Home);

    public void AddReference(string path, string kind, string name, TomlSpan span) =>
        _references.Add(new Reference(path, kind, name, span));

    /// <summary>Checks the references of one kind once everything of that kind is known.</summary>
    public void Resolve(string kind, IReadOnlyCollection<string> names)
    {
        foreach (var reference in _references.Where(r => r.Kind == kind && !names.Contains(r.Name)))
        {
            var suggestion = NearestName.Suggestion(reference.Name, names);
            var hint =
                suggestion.Length > 0 ? suggestion
                : names.Count == 0 ? $" There is no [{kind}.NAME] at all."
                : $" There is: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
            Diagnostics.Error(reference.Span, $"{reference.Path} names \"{reference.Name}\", which is not defined.{hint}");
        }
    }

    /// <summary>Complains about every key that no binder asked for. Last, when all of them have asked.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var reader in _readers)
        {
            reader.ReportUnknownKeys();
        }
    }

    private sealed record Reference(string Path, string Kind, string Name, TomlSpan Span);
}
