namespace OpenClaw.Tools.Files;

/// <summary>How far two short texts are apart, for hints.</summary>
internal static class Nearest
{
    private const int MaxLength = 200;

    /// <summary>Levenshtein's distance without regard to case; of long texts only their beginnings.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, MaxLength)];
        b = b[..Math.Min(b.Length, MaxLength)];
        Span<int> row = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j - 1], row[j]) + 1));
            }
        }

        return row[b.Length];
    }

    /// <summary>The line of a text that is most like the first line of what was looked for, with its number from 1; null when none comes
    /// near.</summary>
    public static (int Number, string Line)? Line(string text, string wanted)
    {
        var first = wanted.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0);
        if (first is null)
        {
            return null;
        }
        (int Number, string Line)? best = null;
        // Two thirds of the characters must agree, or the hint would mislead.
        var least = Math.Max(1, Math.Min(first.Length, MaxLength) / 3);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.AsSpan().Trim();
            if (Math.Abs(Math.Min(trimmed.Length, MaxLength) - Math.Min(first.Length, MaxLength)) > least)
            {
                continue;
            }
            var distance = Distance(trimmed, first);
            if (distance > least || (best is not null && distance >= least))
            {
                continue;
            }
            (best, least) = ((number, line.TrimEnd('\r')), distance);
            if (distance == 0)
            {
                break;
            }
        }

        return best;
    }
}
