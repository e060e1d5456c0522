namespace OpenClaw.Scheduling.When;

internal enum WhenKind
{
    Word,
    Number,

    /// <summary><c>1.5</c>.</summary>
    Decimal,

    /// <summary>A day of the month: <c>1st</c>, <c>24th</c>.</summary>
    Ordinal,

    /// <summary><c>18:00</c>.</summary>
    Time,

    /// <summary><c>2026-12-24</c>.</summary>
    Date,

    End,
}

/// <summary>A piece of a phrase about time.</summary>
/// <param name="Text">As it was written, in small letters.</param>
/// <param name="A">The number, the day, the hour or the year.</param>
/// <param name="B">The minute or the month.</param>
/// <param name="C">The day.</param>
internal readonly record struct WhenToken(WhenKind Kind, string Text, int A = 0, int B = 0, int C = 0)
{
    public static WhenToken End { get; } = new(WhenKind.End, "");

    public bool Is(string word) => Kind == WhenKind.Word && Text == word;
}
