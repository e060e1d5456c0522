namespace OpenClaw;

/// <summary>
/// The sequence methods that the program uses most, found before those of System.Linq because this namespace is nearer. The library's are
/// virtual methods of each other's iterators, so native compilation makes a copy of each for every value type that goes through any of
/// them: 3 MB of the executable (docs/decisions/0007). These are compiled once a use, and read from beginning to end.
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

    public static IEnumerable<TResult> SelectMany<TSource, TResult>(
        this IEnumerable<TSource> source,
        Func<TSource, IEnumerable<TResult>> selector
    )
    {
        foreach (var item in source)
        {
            foreach (var inner in selector(item))
            {
                yield return inner;
            }
        }
    }

    public static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (var item in source)
        {
            if (predicate(item))
            {
                yield return item;
            }
        }
    }

    public static IEnumerable<TSource> Take<TSource>(this IEnumerable<TSource> source, int count)
    {
        if (count <= 0)
        {
            yield break;
        }
        foreach (var item in source)
        {
            yield return item;
            if (--count == 0)
            {
                yield break;
            }
        }
    }

    public static IEnumerable<TSource> Skip<TSource>(this IEnumerable<TSource> source, int count)
    {
        // What is passed over in a long list costs nothing.
        if (source is IList<TSource> list)
        {
            for (var i = Math.Max(count, 0); i < list.Count; i++)
            {
                yield return list[i];
            }
            yield break;
        }
        foreach (var item in source)
        {
            if (count > 0)
            {
                count--;
                continue;
            }
            yield return item;
        }
    }

    public static IEnumerable<TSource> Prepend<TSource>(this IEnumerable<TSource> source, TSource item)
    {
        yield return item;
        foreach (var next in source)
        {
            yield return next;
        }
    }

    public static IEnumerable<TSource> Append<TSource>(this IEnumerable<TSource> source, TSource item)
    {
        foreach (var next in source)
        {
            yield return next;
        }
        yield return item;
    }
}
