namespace OpenClaw.Tests.EndToEnd;

/// <summary>A message as the Web API was asked to post it, or to change it.</summary>
internal sealed record SlackSaid(string Channel, string Text, string Ts)
{
    public string? Thread { get; init; }

    public bool Mrkdwn { get; init; } = true;

    /// <summary>The texts of its sections, in place of its text.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>What a press of each button tells the app.</summary>
    public IReadOnlyList<(string Action, string Value)> Buttons { get; init; } = [];

    public string Shown => Sections.Count > 0 ? string.Concat(Sections) : Text;
}
