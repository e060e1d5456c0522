namespace OpenClaw;

/// <summary>
/// <c>Select</c> for all code below this namespace, found before System.Linq's. That one asks the sequence itself to select, through a generic virtual method, and
/// the native compiler must then make every pair of element and result type that occurs anywhere: a third of the executable (docs/decisions/0006).
/// </summary>
internal static class Selection
{
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source) yield return selector(item);
    }

    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        var index = 0;
        foreach (var item in source) yield return selector(item, index++);
    }
}
