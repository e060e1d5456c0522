namespace OpenClaw.Cli.Tui;

/// <summary>Everything the chat reacts to, in the one queue it reads.</summary>
internal abstract record ChatInput
{
    private ChatInput() { }

    public sealed record Pressed(Key Key) : ChatInput;

    public sealed record Resized : ChatInput;

    public sealed record InputEnded : ChatInput;

    public sealed record Connected(ControlClient Client, SessionsShowResult? Page, IReadOnlyList<ApprovalInfo> Pending) : ChatInput;

    public sealed record Disconnected(string Why) : ChatInput;

    public sealed record Heard(ControlEvent Event) : ChatInput;

    public sealed record Earlier(SessionsShowResult Page) : ChatInput;

    /// <summary>A slash command was answered.</summary>
    public sealed record Answered(string Command, string Reply) : ChatInput;

    /// <summary>Something to read, such as why something was refused.</summary>
    public sealed record Told(BlockKind Kind, string Text) : ChatInput;

    /// <summary>A message could not be sent; its text goes back into the editor.</summary>
    public sealed record NotSent(string Text, string Why) : ChatInput;
}
