namespace OpenClaw.Models.ToolCalls;

/// <summary>An answer as far as it has come, for a form that reads a call in it.</summary>
internal readonly ref struct CallText(ReadOnlySpan<char> text, bool isWhole, OfferedTools offered)
{
    public ReadOnlySpan<char> Span { get; } = text;

    /// <summary>Nothing more will come. Only then may a form take the end of the text for the end of a call.</summary>
    public bool IsWhole { get; } = isWhole;

    public OfferedTools Offered { get; } = offered;

    public int Length => Span.Length;

    public ReadOnlySpan<char> From(int at) => Span[at..];

    public bool Has(int at, string mark) => at <= Span.Length && Span[at..].StartsWith(mark, StringComparison.Ordinal);

    public int SkipSpace(int at)
    {
        while (at < Span.Length && IsSpace(Span[at]))
        {
            at++;
        }

        return at;
    }

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    /// <summary>Where a mark stands at or after a place, or -1.</summary>
    public int Find(int at, string mark)
    {
        var found = Span[at..].IndexOf(mark, StringComparison.Ordinal);
        return found < 0 ? -1 : at + found;
    }
}
