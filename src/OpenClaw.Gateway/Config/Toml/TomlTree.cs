namespace OpenClaw.Config.Toml;

/// <summary>One part of a key, and where it is written.</summary>
internal readonly record struct TomlKeyPart(string Name, TomlSpan Span);

/// <summary>
/// Puts headers and values where they belong, and refuses what is defined twice. Tomlyn would do so only in documents without another
/// error, and its message quotes the first value, which may be a secret.
/// </summary>
internal sealed class TomlTree
{
    // Deep enough for any document a person writes; shallow enough for the stack of a thread that a caller may have chosen small.
    public const int MaxDepth = 128;

    public static readonly string TooDeep = $"tables and arrays are nested more than {MaxDepth} deep";

    private readonly TomlErrors _errors;

    public TomlTree(TomlErrors errors)
    {
        _errors = errors;
        Root = NewSection();
        Current = Root;
    }

    public TomlTable Root { get; }

    /// <summary>The table that the last header opened.</summary>
    public TomlTable Current { get; private set; }

    /// <summary>A header that fails must not leave its keys to the table before it, where they would be called duplicates.</summary>
    public void LeaveTable() => Current = NewSection();

    /// <summary>Puts a value where a dotted key points.</summary>
    public void Assign(TomlTable table, List<TomlKeyPart> path, TomlValue value)
    {
        foreach (var part in path.Take(path.Count - 1))
        {
            if (!table.TryGet(part.Name, out var entry))
            {
                if (NewTable(table, part, part.Span, TomlTableOrigin.Dotted) is not { } child)
                {
                    return;
                }
                table = child;
            }
            else if (entry.Value is TomlTable { Origin: TomlTableOrigin.Dotted } dotted)
            {
                table = dotted;
            }
            else
            {
                // A table with a header, or in braces, is finished where it was written; dotted keys elsewhere may not reach into it.
                _errors.Report(
                    part.Span,
                    entry.Value is TomlTable
                        ? $"a dotted key may not add to the table {Quote(part)}, which is defined at line {entry.KeySpan.Line}"
                        : NotATable(part, entry)
                );
                return;
            }
        }

        var last = path[^1];
        if (table.TryGet(last.Name, out var first))
        {
            _errors.Report(last.Span, $"{Quote(last)} is already defined at line {first.KeySpan.Line}");
        }
        else
        {
            table.Add(new TomlEntry(last.Name, last.Span, value));
        }
    }

    public void Open(List<TomlKeyPart> path, TomlSpan header, bool isArray)
    {
        LeaveTable();
        var table = Root;
        foreach (var part in path.Take(path.Count - 1))
        {
            if (Descend(table, part, header) is not { } next)
            {
                return;
            }
            table = next;
        }

        var last = path[^1];
        Current =
            (table.TryGet(last.Name, out var entry), isArray, entry?.Value) switch
            {
                (false, false, _) => NewTable(table, last, header, TomlTableOrigin.Header),
                (false, true, _) => NewArray(table, last, header),
                (_, true, TomlArray { IsOfTables: true } array) => NewTable(table, header, TomlTableOrigin.Header, array.Append),
                (_, false, TomlTable { Origin: TomlTableOrigin.Implied } implied) => implied,
                _ => Refuse(last, entry!, isArray),
            } ?? Current;
        Current.Origin = TomlTableOrigin.Header;
    }

    /// <summary>A key for a sentence. It may hold anything; only its beginning belongs there.</summary>
    public static string Quote(TomlKeyPart part)
    {
        var name = part.Name.Length > 60 ? part.Name[..60] + "..." : part.Name;
        return $"'{string.Concat(name.EnumerateRunes().Select(r => Rune.IsControl(r) ? $"\\u{r.Value:X4}" : r.ToString()))}'";
    }

    private TomlTable NewSection() => new(_errors.Span(0, 0), TomlTableOrigin.Header, depth: 0);

    private TomlTable? Descend(TomlTable table, TomlKeyPart part, TomlSpan header)
    {
        if (!table.TryGet(part.Name, out var entry))
        {
            return NewTable(table, part, header, TomlTableOrigin.Implied);
        }

        switch (entry.Value)
        {
            case TomlTable { Origin: not TomlTableOrigin.Inline } child:
                return child;
            case TomlArray { IsOfTables: true } array:
                return (TomlTable)array[^1];
            case TomlTable:
                _errors.Report(part.Span, $"{Quote(part)} is a table in braces (line {entry.KeySpan.Line}), which nothing can be added to");
                return null;
            default:
                _errors.Report(part.Span, NotATable(part, entry));
                return null;
        }
    }

    private TomlTable? NewTable(TomlTable parent, TomlKeyPart part, TomlSpan span, TomlTableOrigin origin) =>
        NewTable(parent, span, origin, created => parent.Add(new TomlEntry(part.Name, part.Span, created)));

    private TomlTable? NewArray(TomlTable parent, TomlKeyPart part, TomlSpan header) =>
        NewTable(
            parent,
            header,
            TomlTableOrigin.Header,
            item => parent.Add(new TomlEntry(part.Name, part.Span, new TomlArray([item], header) { IsOfTables = true }))
        );

    private TomlTable? NewTable(TomlTable parent, TomlSpan span, TomlTableOrigin origin, Action<TomlTable> place)
    {
        if (parent.Depth >= MaxDepth)
        {
            _errors.Report(span, TooDeep);
            return null;
        }
        var created = new TomlTable(span, origin, parent.Depth + 1);
        place(created);
        return created;
    }

    private TomlTable? Refuse(TomlKeyPart last, TomlEntry entry, bool isArray)
    {
        var line = entry.KeySpan.Line;
        _errors.Report(
            last.Span,
            (isArray, entry.Value) switch
            {
                (false, TomlTable) => $"the table {Quote(last)} is already defined at line {line}",
                (true, TomlArray) => $"{Quote(last)} is an array written in brackets at line {line}; [[{last.Name}]] cannot add to it",
                (false, TomlArray { IsOfTables: true }) => $"{Quote(last)} is an array of tables since line {line}; write [[{last.Name}]]",
                _ => $"{Quote(last)} is already defined at line {line}, as {entry.Value.KindName}",
            }
        );
        return null;
    }

    private static string NotATable(TomlKeyPart part, TomlEntry entry) =>
        $"{Quote(part)} is {entry.Value.KindName} (line {entry.KeySpan.Line}), not a table";
}
