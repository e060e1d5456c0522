namespace OpenClaw.Tools;

/// <summary>Reminders as the remind tool wants them; all are of the session that asks. Handed over by Hosting.</summary>
internal interface IReminders
{
    /// <summary>What is wrong with a phrase such as "tomorrow at 9"; null when it is understood.</summary>
    string? Complaint(string when);

    Task<ToolResult> SetAsync(string when, string text, ToolScope scope);

    Task<ToolResult> ListAsync(SessionKey session);

    Task<ToolResult> CancelAsync(SessionKey session, long id);
}
