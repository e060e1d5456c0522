using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

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

    /// <summary>A list that must be there, and have something in it.</summary>
    public void RequireSome(string key, string example)
    {
        Require(key, example);
        if (_table?[key] is TomlArray { Count: 0 })
        {
            Error(key, "is empty");
        }
    }

    /// <summary>Several such names. None at all is an error.</summary>
    public EquatableArray<string> References(string key, string kind)
    {
        var names = Texts(key, []);
        foreach (var item in Has(key) ? TextsOf(_table![key]!) : [])
        {
            _context.AddReference(PathOf(key), kind, item.Value, item.Span);
        }
        RequireSome(key, "[\"NAME\"]");
        return names;
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
}
