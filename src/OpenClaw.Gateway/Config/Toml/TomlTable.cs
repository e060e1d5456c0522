using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Config.Toml;

/// <summary>A key of a table, where it was first written, and its value.</summary>
public sealed record TomlEntry(string Key, TomlSpan KeySpan, TomlValue Value);

/// <summary>A table. Its entries keep the order in which they were written.</summary>
public sealed record TomlTable : TomlValue, IReadOnlyCollection<TomlEntry>
{
    private readonly OrderedDictionary<string, TomlEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>A table put together by hand, for example from several documents.</summary>
    /// <exception cref="ArgumentException">The same key twice.</exception>
    public TomlTable(IEnumerable<TomlEntry> entries, TomlSpan span)
        : base(span)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            _entries.Add(entry.Key, entry);
        }
    }

    internal TomlTable(TomlSpan span, TomlTableOrigin origin, int depth)
        : base(span)
    {
        Origin = origin;
        Depth = depth;
    }

    public override string KindName => "a table";

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>The value of a key, or null.</summary>
    public TomlValue? this[string key] => _entries.TryGetValue(key, out var entry) ? entry.Value : null;

    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry) => _entries.TryGetValue(key, out entry);

    public IEnumerator<TomlEntry> GetEnumerator() => _entries.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(TomlTable? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal TomlTableOrigin Origin { get; set; }

    internal int Depth { get; }

    internal void Add(TomlEntry entry) => _entries.Add(entry.Key, entry);
}

/// <summary>How a table came to be. It decides who may add to it later.</summary>
internal enum TomlTableOrigin
{
    /// <summary>Named on the way in a header: <c>a</c> in <c>[a.b]</c>. One <c>[a]</c> may still define it.</summary>
    Implied,

    /// <summary>Has its own header.</summary>
    Header,

    /// <summary>Made by a dotted key: <c>a</c> in <c>a.b = 1</c>. More dotted keys of the same section may add to it.</summary>
    Dotted,

    /// <summary>Written in braces: complete where it stands.</summary>
    Inline,
}
