namespace OpenClaw;

/// <summary>
/// <c>Select</c> for this assembly, found before the one of System.Linq because its namespace is nearer. The library's is a virtual generic
/// method of every iterator type, so native compilation makes a copy of it for each pair of an iterator and a value type anywhere in the
/// program: 2.6 MB of 20 (docs/decisions/0007). This one is compiled once a use.
/// </summary>
internal static class Sequences
{
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
        {
            yield return selector(item);
        }
    }

    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        var index = 0;
        foreach (var item in source)
        {
            yield return selector(item, index++);
        }
    }
}
