using System.Collections;

namespace OpenClaw.Config.Toml;

/// <summary>An array, or the tables that <c>[[headers]]</c> of one name make.</summary>
public sealed record TomlArray : TomlValue, IReadOnlyList<TomlValue>
{
    private readonly List<TomlValue> _items;

    public TomlArray(IEnumerable<TomlValue> items, TomlSpan span)
        : base(span) => _items = [.. items];

    public override string KindName => IsOfTables ? "an array of tables" : "an array";

    /// <summary>Written with <c>[[headers]]</c>, and so open to more of them.</summary>
    public bool IsOfTables { get; internal init; }

    public int Count => _items.Count;

    public TomlValue this[int index] => _items[index];

    public IEnumerator<TomlValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Two arrays are one only when they are the same object: comparing members would walk a tree on each use in a set.
    public bool Equals(TomlArray? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal void Append(TomlValue item) => _items.Add(item);
}
