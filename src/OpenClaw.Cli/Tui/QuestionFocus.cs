namespace OpenClaw.Cli.Tui;

/// <summary>What Enter does while a question waits. Tab moves it; typing takes it away.</summary>
internal enum QuestionFocus
{
    /// <summary>Enter sends the line that is typed.</summary>
    None,
    Approve,
    Deny,
}
