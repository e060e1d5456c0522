using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Policy.Patterns;

/// <summary>
/// A list of word patterns against a list of words. All readings are followed at once, because wildcards of any number differ in what they
/// take: the time is bounded by the product of the two lengths.
/// </summary>
internal static class WordRun
{
    /// <param name="matches">Whether a pattern for one word takes the word of that index.</param>
    /// <param name="takes">Whether a pattern for any number of words takes it among others.</param>
    /// <param name="skips">Whether the word may stand anywhere without a pattern for it.</param>
    /// <param name="open">True when more words may follow that nobody knows: then it is enough that some continuation would match.</param>
    public static bool Matches(
        IReadOnlyList<string> patterns,
        int count,
        Func<string, int, bool> matches,
        Func<string, int, bool> takes,
        Func<int, bool>? skips = null,
        bool open = false
    )
    {
        // [n]: the first n patterns may have taken the words so far.
        var now = new bool[patterns.Count + 1];
        now[0] = true;
        PassEmpty(patterns, now);
        for (var i = 0; i < count; i++)
        {
            var next = new bool[patterns.Count + 1];
            for (var at = 0; at < now.Length; at++)
            {
                if (!now[at])
                {
                    continue;
                }
                next[at] |= skips?.Invoke(i) ?? false;
                if (at == patterns.Count)
                {
                    continue;
                }
                if (TakesAnyNumber(patterns[at]))
                {
                    next[at] |= takes(patterns[at], i);
                }
                else
                {
                    next[at + 1] |= matches(patterns[at], i);
                }
            }

            PassEmpty(patterns, next);
            now = next;
        }

        return open ? now.Contains(true) : now[^1];
    }

    private static void PassEmpty(IReadOnlyList<string> patterns, bool[] reached)
    {
        for (var at = 0; at < patterns.Count; at++)
        {
            reached[at + 1] |= reached[at] && TakesAnyNumber(patterns[at]);
        }
    }

    private static bool TakesAnyNumber(string pattern) => pattern is Glob.AnyNumber or CommandReach.AnyNumberWithOptions;
}
