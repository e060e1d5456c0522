namespace OpenClaw.Channels.Slack;

/// <summary>Why another connection is wanted.</summary>
internal abstract record SlackEnd
{
    private SlackEnd() { }

    /// <summary>This one will be closed soon and is read until then.</summary>
    public sealed record Refresh : SlackEnd;

    public sealed record Lost(string Reason) : SlackEnd;

    /// <summary>Somebody has switched Socket Mode off; there is none to be had.</summary>
    public sealed record SwitchedOff : SlackEnd;
}
