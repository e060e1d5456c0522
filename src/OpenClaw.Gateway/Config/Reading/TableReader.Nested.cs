using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Lists, tables inside tables, references, paths and secrets.</summary>
internal sealed partial class TableReader
{
    /// <summary>The name of something in another table, which must exist when all is read.</summary>
    public string Reference(string key, string kind, string fallback)
    {
        var name = Text(key, fallback);
        if (Has(key) && _table![key] is TomlString { Value.Length: > 0 } written)
        {
            _context.AddReference(PathOf(key), kind, written.Value, written.Span);
        }
        return name;
    }

    /// <summary>The same where it may be absent.</summary>
    public string? OptionalReference(string key, string kind)
    {
        var name = OptionalText(key);
        if (name is not null)
        {
            _context.AddReference(PathOf(key), kind, name, PlaceOf(key));
        }
        return name;
    }

    /// <summary>An absolute path; <c>~</c> is home, and a relative one starts at the file it is written in.</summary>
    public string? OptionalPath(string key)
    {
        var written = TakeText(key, null);
        var path = written is null ? null : _context.ResolvePath(written, PlaceOf(key));
        return Record(key, path);
    }

    public string OptionalPath(string key, string fallback) =>
        Record(key, _context.ResolvePath(TakeText(key, null) ?? fallback, PlaceOf(key)));

    public Secret? Secret(string key)
    {
        Know(key);
        Secret? secret = null;
        if (_table?[key] is { } value)
        {
            _context.SetPlace(PathOf(key), value.Span);
            secret = new SecretReader(_context, PathOf(key)).Read(value);
        }
        RecordRaw(key, secret is null ? null : $"(secret from {secret.Source})", secret);
        return secret;
    }

    /// <summary>A secret that others show to this program, or sign with.</summary>
    public Secret? ShownSecret(string key)
    {
        var secret = Secret(key);
        if (secret?.Value is { Length: < Reading.Secret.ShortestShown })
        {
            Error(
                key,
                $"is shorter than {Reading.Secret.ShortestShown} characters and can be found by trying; make one: openssl rand -hex 24"
            );
        }
        return secret;
    }

    /// <summary>The table of a key. There is always one to read from: an absent one has no keys.</summary>
    public TableReader Table(string key)
    {
        var table = Take<TomlTable>(key, "a table");
        return new TableReader(_context, table, PathOf(key), Join(key), _element, table?.Span ?? TomlSpan) { Name = key };
    }

    /// <summary>A table of tables that the operator named: <c>[models.small]</c>.</summary>
    public IEnumerable<TableReader> NamedTables(string key, string what)
    {
        var known = Join($"{key}.*");
        foreach (var entry in Take<TomlTable>(key, $"a table of tables, [{PathOf(key)}.NAME]") ?? Enumerable.Empty<TomlEntry>())
        {
            var path = PathOf($"{key}.{Key(entry.Key)}");
            if (PlannedSettings.PartOfSetting(Join($"{key}.{entry.Key}")) is { } part)
            {
                _context.Diagnostics.Error(entry.KeySpan, PlannedSettings.NotBuilt(path, part));
            }
            else if (entry.Value is not TomlTable table)
            {
                _context.Diagnostics.Error(
                    entry.KeySpan,
                    $"{path} must be a table, not {entry.Value.KindName}; {what} is written as [{PathOf(key)}.NAME]"
                );
            }
            else if (!IsName(entry.Key))
            {
                _context.Diagnostics.Error(entry.KeySpan, $"{Quote(entry.Key)} is no name for {what}; use letters, digits and . _ - : / @");
            }
            else
            {
                yield return new TableReader(_context, table, path, known, path, table.Span) { Name = entry.Key };
            }
        }
    }

    /// <summary>The tables of <c>[[key]]</c>. Each goes by its name, or by its number when it has none.</summary>
    public IEnumerable<TableReader> TableList(string key)
    {
        var taken = new Dictionary<string, TomlSpan>(StringComparer.Ordinal);
        var number = 0;
        foreach (var item in Take<TomlArray>(key, $"an array of tables, [[{PathOf(key)}]]") ?? Enumerable.Empty<TomlValue>())
        {
            number++;
            if (item is not TomlTable table)
            {
                _context.Diagnostics.Error(item.Span, $"{PathOf(key)}[{number}] must be a table, not {item.KindName}");
                continue;
            }

            var name = table["name"] is TomlString { Value.Length: > 0 } written ? written.Value : $"#{number}";
            if (!taken.TryAdd(name, table.Span))
            {
                _context.Diagnostics.Error(
                    PlaceIn(table, "name"),
                    $"two [[{PathOf(key)}]] are called {Quote(name)}; the other is at {taken[name]}"
                );
            }
            var path = PathOf($"{key}[{name}]");
            yield return new TableReader(_context, table, path, Join($"{key}[]"), path, table.Span) { Name = name };
        }

        // The order decides which rule matches first, so a change of order is a change.
        RecordRaw(key, $"[{string.Join(", ", taken.Keys)}]");
    }

    /// <summary>The entries of a table whose keys are free: <c>default = { exec = "ask" }</c>.</summary>
    public IEnumerable<(string Key, SourceSpan Span, T Value)> Entries<T>(
        string key,
        Func<string, string?> checkKey,
        (string Word, T Value)[] choices
    )
        where T : struct
    {
        var shown = new List<string>();
        foreach (var entry in Take<TomlTable>(key, "a table") ?? Enumerable.Empty<TomlEntry>())
        {
            var path = PathOf($"{key}.{Key(entry.Key)}");
            if (checkKey(entry.Key) is { } complaint)
            {
                _context.Diagnostics.Error(entry.KeySpan, $"{PathOf(key)} {complaint}");
            }
            if (entry.Value is not TomlString word)
            {
                _context.Diagnostics.Error(entry.Value.Span, $"{path} must be a string, not {entry.Value.KindName}");
                continue;
            }

            if (Choose<T>(word.Value, path, word.Span, choices) is not { } value)
            {
                continue;
            }
            shown.Add($"{Key(entry.Key)} = {Quote(word.Value)}");
            yield return (entry.Key, DiagnosticBag.Place(entry.KeySpan), value);
        }

        RecordRaw(key, $"{{ {string.Join(", ", shown)} }}");
    }

    /// <summary>A text, or <c>false</c> for none, which is also what an absent one is.</summary>
    public string? TextOrFalse(string key, Func<string, string?>? check = null)
    {
        Know(key);
        if (_table?[key] is not (null or TomlBoolean { Value: false }))
        {
            return OptionalText(key, check);
        }
        if (Has(key))
        {
            _context.SetPlace(PathOf(key), PlaceOf(key));
        }
        RecordRaw(key, "false");
        return null;
    }

    private static TomlSpan PlaceIn(TomlTable table, string key) => table[key]?.Span ?? table.Span;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':' or '/' or '@');

    private string Join(string key) => Pattern.Length == 0 ? key : $"{Pattern}.{key}";
}
