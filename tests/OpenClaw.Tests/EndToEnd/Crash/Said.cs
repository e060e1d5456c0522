namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>A message of the scenario: it may be sent any number of times, or told of again by its channel, and is said once.</summary>
/// <param name="Session">The name of a session of the terminal, or a whole key: <c>telegram:7</c>, <c>hook:NAME</c>.</param>
/// <param name="Id">Also how its text begins, so that the model's side knows a request by it.</param>
internal sealed record Said(string Session, string Id, string Words = "please")
{
    private static readonly string[] s_marks = ["[cron ", "[reminder ", "[hook "];

    /// <summary>Its turn is stopped by a person, so that nobody answers it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Of a job that is a command alone, its line: no model is asked and nothing is answered.</summary>
    public string? Command { get; init; }

    /// <summary>A job whose command runs before any model is asked: its turn has failed when that was cut off.</summary>
    public bool IsJobRun { get; init; }

    /// <summary>Whether there is anybody to say it: the clock says some things only if it was set.</summary>
    public Func<Evidence, bool> IsDue { get; init; } = static _ => true;

    public string SessionKey => KeyOf(Session);

    public string Text => Command ?? $"{Id}: {Words}";

    /// <summary>What the model answers when it has made its calls, and nothing else.</summary>
    public string Reply => $"{Id} done";

    public static string KeyOf(string session) => session.Contains(':') ? session : $"local:{session}";

    /// <summary>Whether a text that came in is this message: what the clock and webhooks say begins with brackets.</summary>
    public bool IsIn(string text) => WordsOf(text) == Text;

    /// <summary>What was said, without the brackets before it.</summary>
    public static string WordsOf(string text) =>
        s_marks.Any(text.StartsWith) && text.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? text[(end + 2)..] : text;
}

/// <summary>A line that a command of the scenario appends to the file <c>ran</c>.</summary>
/// <param name="By">The message whose turn runs it.</param>
internal sealed record Mark(string Line, Said By);
