namespace OpenClaw.Config.Reading;

/// <summary>Finds the name somebody meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate that is a slip or two away, or null when none is.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        // Nobody mistypes a name of this length; the table of distances would only cost time.
        if (name.Length > 64)
        {
            return null;
        }
        var allowed = name.Length <= 3 ? 1 : Math.Min(3, 1 + (name.Length / 4));
        string? best = null;
        foreach (var candidate in candidates.Order(StringComparer.Ordinal))
        {
            var distance = Fold(candidate) == Fold(name) ? 0 : Distance(name, candidate, allowed);
            if (distance > allowed)
            {
                continue;
            }
            best = candidate;
            allowed = distance - 1;
        }

        return best;
    }

    /// <summary><c> Did you mean "x"?</c> with its leading blank, or nothing.</summary>
    public static string Suggestion(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";

    private static string Fold(string name) => name.Replace('-', '_').ToLowerInvariant();

    // Damerau-Levenshtein, optimal string alignment: insert, delete, replace, and swap of neighbours each count one.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }
        var (before, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, 1 + Math.Min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
