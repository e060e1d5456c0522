namespace OpenClaw.Web;

/// <summary>Whether the HTTP server is wanted and answers, for whoever shows it. The server writes it; on the loop.</summary>
internal sealed class WebState
{
    public bool IsWanted { get; set; }

    /// <summary>Why it does not answer; null when it does.</summary>
    public string? Trouble { get; set; }
}
