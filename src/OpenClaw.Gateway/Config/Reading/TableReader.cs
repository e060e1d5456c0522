using System.Diagnostics.CodeAnalysis;
using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>
/// Reads the settings of one table. Each method is one setting: it checks the type and the range, complains with the place, falls back so
/// that reading can go on, and remembers that the key is known. A table that is absent reads as one without keys.
/// </summary>
internal sealed partial class TableReader
{
    private static readonly int[] s_quotes = [1, 3];

    private readonly BindContext _context;
    private readonly TomlTable? _table;
    private readonly string _element;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="context">What all binders share.</param>
    /// <param name="table">Null when the table is absent.</param>
    /// <param name="path">How messages name it: <c>models.small</c>; empty for the root.</param>
    /// <param name="pattern">The same with names left out: <c>models.*</c>.</param>
    /// <param name="element">The named element it belongs to, if any.</param>
    /// <param name="span">Where it is written; for an absent one, where its parent is.</param>
    public TableReader(BindContext context, TomlTable? table, string path, string pattern, string element, TomlSpan span)
    {
        (_context, _table, Path, Pattern, _element, TomlSpan) = (context, table, path, pattern, element, span);
        context.Add(this);
    }

    public string Path { get; }

    public string Pattern { get; }

    /// <summary>The last part of its path: <c>small</c> of <c>[models.small]</c>.</summary>
    public string Name { get; init; } = "";

    public TomlSpan TomlSpan { get; }

    public SourceSpan Span => DiagnosticBag.Place(TomlSpan);

    public bool IsPresent => _table is not null;

    /// <summary>Where it is written when that is in braces: no header can add to it then.</summary>
    public SourceSpan? Braces => _table is { Origin: TomlTableOrigin.Inline } ? Span : null;

    /// <summary>Where a list is written when that is in brackets: no <c>[[header]]</c> can add to it then.</summary>
    public SourceSpan? Brackets(string key) => _table?[key] is TomlArray { IsOfTables: false } list ? DiagnosticBag.Place(list.Span) : null;

    public bool Has(string key) => _table?[key] is not null;

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Where a key's value is written, or the table when it is not.</summary>
    public TomlSpan PlaceOf(string key) => _table?[key]?.Span ?? TomlSpan;

    public void Error(string key, string message) => _context.Diagnostics.Error(PlaceOf(key), $"{PathOf(key)} {message}");

    /// <summary>An error in a part of a text, so that the caret stands where the mistake is.</summary>
    /// <param name="start">Where it begins in the text, in UTF-16 units.</param>
    public void ErrorWithin(string key, int start, int length, string message)
    {
        var span = PlaceOf(key);
        // Only a text without escapes lies in the file as it is read, between its quotes: one, or three with perhaps a line end after the
        // first of them.
        if (
            _table?[key] is TomlString { Value: var value }
            && s_quotes
                .Select(quotes => span.Offset + span.Length - quotes - value.Length)
                .FirstOrDefault(at => LiesAt(span, at, value), -1)
                is var begins
                    and >= 0
        )
        {
            span = new TomlSpan(span.Source, begins + start, length);
        }
        _context.Diagnostics.Error(span, $"{PathOf(key)} {message}");
    }

    private static bool LiesAt(TomlSpan span, int at, string value) =>
        at > span.Offset && at + value.Length < span.Offset + span.Length && span.Source.Text.AsSpan(at, value.Length).SequenceEqual(value);

    public void Warning(string key, string message) => _context.Diagnostics.Warning(PlaceOf(key), $"{PathOf(key)} {message}");

    /// <summary>The table as a whole cannot be; nothing is said of what is in it.</summary>
    public void Refuse(string why)
    {
        _context.Diagnostics.Error(TomlSpan, $"[{Path}] {why}");
        _known.UnionWith(_table?.Keys ?? []);
    }

    public string Text(string key, string fallback, Func<string, string?>? check = null) => Record(key, TakeText(key, check) ?? fallback);

    /// <param name="lines">Whether it may have several lines.</param>
    public string? OptionalText(string key, Func<string, string?>? check = null, string? fallback = null, bool lines = false) =>
        Record(key, TakeText(key, check, lines) ?? fallback);

    /// <summary>A text that must be there. Its absence is reported; what is returned then is empty.</summary>
    public string RequiredText(string key, string example, Func<string, string?>? check = null)
    {
        var text = TakeText(key, check);
        Require(key, example);
        return Record(key, text) ?? "";
    }

    public void Missing(string key, string example) =>
        _context.Diagnostics.Error(
            TomlSpan,
            $"{(Path.Length == 0 ? "the configuration" : Path)} needs {key}, for example: {key} = {example}"
        );

    /// <summary>A key that must be there: its absence is reported.</summary>
    public void Require(string key, string example)
    {
        if (!Has(key))
        {
            Missing(key, example);
        }
    }

    public bool Flag(string key, bool fallback) => OptionalFlag(key, fallback) ?? fallback;

    public bool? OptionalFlag(string key, bool? fallback = null)
    {
        var value = Take<TomlBoolean>(key, "true or false")?.Value ?? fallback;
        Record(key, value is null ? null : Lower(value.Value));
        return value;
    }

    public T Choice<T>(string key, T fallback, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct => OptionalChoice(key, fallback, choices) ?? fallback;

    public T? OptionalChoice<T>(string key, T? fallback, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        var value = fallback;
        var words = string.Join(", ", choices.ToArray().Select(c => $"\"{c.Word}\""));
        if (Take<TomlString>(key, $"one of {words}") is { } written)
        {
            value = Choose(written.Value, PathOf(key), written.Span, choices) ?? fallback;
        }
        string? shown = null;
        foreach (var (word, candidate) in choices)
        {
            shown ??= value is { } chosen && EqualityComparer<T>.Default.Equals(candidate, chosen) ? word : null;
        }
        Record(key, shown);
        return value;
    }

    private T? Choose<T>(string word, string path, TomlSpan span, ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        foreach (var (name, value) in choices)
        {
            if (name == word)
            {
                return value;
            }
        }
        var words = choices.ToArray().Select(c => c.Word).ToArray();
        _context.Diagnostics.Error(
            span,
            NearestName.Suggestion(word, words) is { Length: > 0 } suggestion
                ? $"{path} is {Quote(word)}.{suggestion}"
                : $"{path} is {Quote(word)}, and must be one of {string.Join(", ", words.Select(w => $"\"{w}\""))}"
        );
        return null;
    }

    private string? TakeText(string key, Func<string, string?>? check, bool lines = false)
    {
        if (Take<TomlString>(key, "a string") is not { } written)
        {
            return null;
        }
        return IsFineText(PathOf(key), written, check, lines) ? written.Value : null;
    }

    private bool IsFineText(string path, TomlString written, Func<string, string?>? check, bool lines = false)
    {
        var complaint =
            written.Value.Length == 0 ? "is empty"
            : written.Value.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\t')) ? "has a control character in it"
            : check?.Invoke(written.Value);
        if (complaint is not null)
        {
            _context.Diagnostics.Error(written.Span, $"{path} {complaint}");
        }
        return complaint is null;
    }

    private T? Take<T>(string key, string wanted)
        where T : TomlValue
    {
        Know(key);
        if (_table?[key] is not { } value)
        {
            return null;
        }
        _context.SetPlace(PathOf(key), value.Span);
        if (value is T fits)
        {
            return fits;
        }
        var hint =
            value is TomlString && typeof(T) != typeof(TomlTable) && typeof(T) != typeof(TomlArray) ? "; write it without quotes" : "";
        Error(key, $"must be {wanted}, not {value.KindName}{hint}");
        return null;
    }

    private void Know(string key)
    {
        _known.Add(key);
        _context.KnownSettings.Add(Join(key));
    }

    [return: NotNullIfNotNull(nameof(text))]
    private string? Record(string key, string? text)
    {
        RecordRaw(key, text is null ? null : Quote(text));
        return text;
    }

    private void RecordRaw(string key, string? text, Secret? secret = null) =>
        _context.Settings.Add(new ConfigSetting(PathOf(key), text ?? "(not set)", _element, secret));

    private static string Lower(bool value) => value ? "true" : "false";

    /// <summary>In quotes, cut to what a sentence bears, and harmless on a terminal.</summary>
    private static string Quote(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes().Take(200))
        {
            shown.Append(
                Rune.IsControl(rune) ? $"\\u{rune.Value:X4}"
                : rune.Value is '"' or '\\' ? $"\\{rune}"
                : rune.ToString()
            );
        }
        return shown.Append(text.Length > 400 ? "...\"" : "\"").ToString();
    }

    /// <summary>Complains about keys nobody asked for, with the name that was probably meant.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var entry in _table ?? Enumerable.Empty<TomlEntry>())
        {
            if (_known.Contains(entry.Key))
            {
                continue;
            }
            if (PlannedSettings.PartOfSetting(Join(entry.Key)) is { } part)
            {
                _context.Diagnostics.Error(entry.KeySpan, PlannedSettings.NotBuilt(PathOf(Key(entry.Key)), part));
                continue;
            }

            var suggestion = NearestName.Suggestion(entry.Key, _known);
            var hint = suggestion.Length > 0 ? suggestion : $" Known here: {string.Join(", ", _known)}.";
            _context.Diagnostics.Error(entry.KeySpan, $"unknown key {Quote(entry.Key)}{(Path.Length == 0 ? "" : $" in {Path}")}.{hint}");
        }
    }

    /// <summary>A key as a part of a path: quoted when a dot or a blank would make it read as something else.</summary>
    private static string Key(string key) => key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-') ? key : Quote(key);
}
