using OpenClaw.Config.Toml;
using OpenClaw.Messages;

namespace OpenClaw.Config.Reading;

/// <summary>Lists, tables inside tables, references, paths and secrets.</summary>
internal sealed partial class TableReader
{
    /// <summary>One text or several: <c>"a"</c> is read as <c>["a"]</c>.</summary>
    public EquatableArray<string> Texts(string key, EquatableArray<string> fallback, Func<string, string?>? check = null)
    {
        var value = fallback;
        if (TakeTexts(key) is { } items)
        {
            value = [.. items.Where(item => IsFineText(PathOf(key), item, check)).Select(item => item.Value)];
        }
        RecordRaw(key, $"[{string.Join(", ", value.Select(Quote))}]");
        return value;
    }

    /// <summary>Senders: addresses, what else <paramref name="check"/> lets pass, and names of <c>[people]</c>, each of which becomes all
    /// addresses of that person.</summary>
    public EquatableArray<string> Senders(string key, EquatableArray<string> fallback, Func<string, string?> check)
    {
        var written = Texts(key, fallback, Check);
        return [.. written.SelectMany(sender => Person(sender)?.Ids ?? [sender]).Distinct()];

        PersonConfig? Person(string name) => _context.People.FirstOrDefault(person => person.Name == name);

        string? Check(string sender)
        {
            if (Person(sender) is not null)
            {
                return null;
            }
            if (sender.Contains(':') || check(sender) is not { } complaint)
            {
                return check(sender);
            }
            return _context.People.Count == 0
                ? complaint
                : $"has \"{sender}\", which is no address and nobody of [people].{NearestName.Suggestion(sender, [.. _context.People.Select(static person => person.Name)])}";
        }
    }

    public EquatableArray<T> Choices<T>(string key, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        var values = new List<T>();
        foreach (var item in TakeTexts(key) ?? [])
        {
            if (Choose(item.Value, PathOf(key), item.Span, choices) is { } value)
            {
                values.Add(value);
            }
        }
        RecordRaw(key, $"[{string.Join(", ", values.Select(v => Quote(v.ToString()!.ToLowerInvariant())))}]");
        return [.. values];
    }

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

    /// <summary>Whether it is an array with nothing in it.</summary>
    public bool IsEmpty(string key) => _table?[key] is TomlArray { Count: 0 };

    /// <summary>Several such names. None at all is an error.</summary>
    public EquatableArray<string> References(string key, string kind)
    {
        var names = Texts(key, []);
        foreach (var item in Has(key) ? TextsOf(_table![key]!) : [])
        {
            _context.AddReference(PathOf(key), kind, item.Value, item.Span);
        }
        if (!Has(key))
        {
            Missing(key, "[\"NAME\"]");
        }
        else if (IsEmpty(key))
        {
            Error(key, "is empty");
        }
        return names;
    }

    /// <summary>An absolute path; <c>~</c> is home, and a relative one starts at the file it is written in.</summary>
    public string? OptionalPath(string key)
    {
        var written = TakeText(key, null);
        var path = written is null ? null : _context.ResolvePath(written, PlaceOf(key));
        return Record(key, path);
    }

    /// <summary>Several of them.</summary>
    public EquatableArray<string> Paths(string key)
    {
        EquatableArray<string> paths =
        [
            .. (TakeTexts(key) ?? [])
                .Where(item => IsFineText(PathOf(key), item, null))
                .Select(item => _context.ResolvePath(item.Value, item.Span)),
        ];
        RecordRaw(key, $"[{string.Join(", ", paths.Select(Quote))}]");
        return paths;
    }

    public string OptionalPath(string key, string fallback) =>
        RecordText(key, _context.ResolvePath(TakeText(key, null) ?? fallback, PlaceOf(key)));

    public Secret? Secret(string key)
    {
        Know(key);
        if (_table?[key] is not { } value)
        {
            return RecordThen(key, null);
        }
        _context.SetPlace(PathOf(key), value.Span);
        return RecordThen(key, SecretReader.Read(_context, PathOf(key), value));
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

    private Secret? RecordThen(string key, Secret? secret)
    {
        RecordRaw(key, secret is null ? null : $"(secret from {secret.Source})", secret);
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

    /// <summary>A time of day, as <c>"04:00"</c> or as TOML's own <c>04:00</c>.</summary>
    public TimeOnly? OptionalTimeOfDay(string key)
    {
        Know(key);
        TimeOnly? value = _table?[key] is TomlLocalTime time ? time.Value : null;
        if (value is null && Take<TomlString>(key, "a time of day such as \"04:00\"") is { } written)
        {
            if (TimeOnly.TryParseExact(written.Value, "HH:mm", out var parsed))
            {
                value = parsed;
            }
            else
            {
                Error(key, $"is {Quote(written.Value)}, and must be a time of day such as \"04:00\"");
            }
        }

        Record(key, value?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>A text, or <c>false</c> for none, which is also what an absent one is.</summary>
    public string? TextOrFalse(string key, Func<string, string?>? check = null)
    {
        Know(key);
        if (_table?[key] is not TomlBoolean { Value: false })
        {
            return _table?[key] is not null ? OptionalText(key, check) : RecordThen(key);
        }
        _context.SetPlace(PathOf(key), PlaceOf(key));
        return RecordThen(key);

        string? RecordThen(string name)
        {
            RecordRaw(name, "false");
            return null;
        }
    }

    /// <summary>A day and a time as RFC 3339 writes them, as a text or as TOML's own; what it says is for the caller to read.</summary>
    public string? OptionalInstant(string key)
    {
        Know(key);
        var text = _table?[key] switch
        {
            TomlLocalDateTime local => FormattableString.Invariant($"{local.Value:yyyy-MM-ddTHH:mm:ss}"),
            TomlOffsetDateTime at => FormattableString.Invariant(
                $"{at.Local:yyyy-MM-ddTHH:mm:ss}{(at.Offset < TimeSpan.Zero ? '-' : '+')}{at.Offset:hh\\:mm}"
            ),
            _ => null,
        };
        if (text is null)
        {
            return OptionalText(key);
        }
        _context.SetPlace(PathOf(key), PlaceOf(key));
        return Record(key, text);
    }

    public TimeZoneInfo TimeZone(string key, TimeZoneInfo fallback)
    {
        var id = Text(key, fallback.Id);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }
        var zones = TimeZoneInfo.GetSystemTimeZones();
        Error(
            key,
            zones.Count <= 1
                ? $"is \"{id}\", and this machine knows no time zones; install tzdata"
                : $"is \"{id}\", which is no time zone.{NearestName.Suggestion(id, zones.Select(z => z.Id))}"
        );
        return fallback;
    }

    private IEnumerable<TomlString>? TakeTexts(string key)
    {
        Know(key);
        if (_table?[key] is not { } value)
        {
            return null;
        }
        if (value is not (TomlString or TomlArray))
        {
            Take<TomlArray>(key, "a list of strings");
            return null;
        }

        _context.SetPlace(PathOf(key), value.Span);
        foreach (var item in value as TomlArray ?? Enumerable.Empty<TomlValue>())
        {
            if (item is not TomlString)
            {
                _context.Diagnostics.Error(item.Span, $"{PathOf(key)} must hold strings, not {item.KindName}");
            }
        }
        return TextsOf(value);
    }

    private static IEnumerable<TomlString> TextsOf(TomlValue value) =>
        value switch
        {
            TomlString one => [one],
            TomlArray several => several.OfType<TomlString>(),
            _ => [],
        };

    private static TomlSpan PlaceIn(TomlTable table, string key) => table[key]?.Span ?? table.Span;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':' or '/' or '@');

    private string Join(string key) => Pattern.Length == 0 ? key : $"{Pattern}.{key}";
}
