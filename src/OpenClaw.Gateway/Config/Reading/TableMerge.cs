using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Makes one table of several files': tables merge, arrays append, and the same value twice is an error that names both
/// places.</summary>
internal static class TableMerge
{
    public static TomlTable Merge(IReadOnlyList<TomlDocument> documents, DiagnosticBag diagnostics)
    {
        var merged = WithoutInclude(documents[0].Root);
        foreach (var document in documents.Skip(1))
        {
            merged = Merge(merged, WithoutInclude(document.Root), "", diagnostics);
        }
        return merged;
    }

    // Each file's own includes were followed when it was read; they are no setting of the whole.
    private static TomlTable WithoutInclude(TomlTable root) => new(root.Where(e => e.Key != "include"), root.Span);

    private static TomlTable Merge(TomlTable first, TomlTable second, string path, DiagnosticBag diagnostics)
    {
        var entries = new List<TomlEntry>();
        foreach (var entry in first)
        {
            entries.Add(second.TryGet(entry.Key, out var other) ? entry with { Value = Merge(entry, other, path, diagnostics) } : entry);
        }
        entries.AddRange(second.Where(entry => !first.TryGet(entry.Key, out _)));
        return new TomlTable(entries, first.Span) { Origin = first.Origin };
    }

    private static TomlValue Merge(TomlEntry first, TomlEntry second, string path, DiagnosticBag diagnostics)
    {
        var here = path.Length == 0 ? first.Key : $"{path}.{first.Key}";
        switch (first.Value, second.Value)
        {
            case (TomlTable a, TomlTable b):
                return Merge(a, b, here, diagnostics);
            case (TomlArray a, TomlArray b):
                return new TomlArray(a.Concat(b), a.Span) { IsOfTables = a.IsOfTables };
            default:
                diagnostics.Error(second.KeySpan, $"{here} is set twice: here and at {first.KeySpan}");
                return first.Value;
        }
    }
}
