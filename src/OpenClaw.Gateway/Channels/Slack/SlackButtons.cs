namespace OpenClaw.Channels.Slack;

/// <summary>Messages that are shown letter for letter in blocks, the two buttons below an asked call, and what a press of one means.
/// Pure.</summary>
internal static class SlackButtons
{
    /// <summary>Letters of one section (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).</summary>
    public const int LongestSection = 3000;

    private const string Approve = "approve";
    private const string Deny = "deny";

    /// <param name="approval">The call that the buttons decide; one that is not shown whole has none.</param>
    public static SlackBlock[] Show(string text, ShownApproval? approval)
    {
        var sections = SlackText
            .EscapedPieces(text, LongestSection)
            .Select(static piece => new SlackBlock("section") { Text = new SlackLabel(piece) });
        return approval is { IsWhole: true } shown ? [.. sections, Below(shown)] : [.. sections];
    }

    /// <summary>Null for a press that is none of ours.</summary>
    public static (ShownApproval Approval, bool Approve)? Read(SlackPress press) =>
        press is not { Type: "block_actions", Actions: [{ Value: { Length: > 0 } value, ActionId: var action }, ..] }
            ? null
            : action switch
            {
                Approve => (ShownApproval.Parse(value), true),
                Deny => (ShownApproval.Parse(value), false),
                _ => null,
            };

    private static SlackBlock Below(ShownApproval shown) =>
        new("actions")
        {
            Elements =
            [
                new SlackButton(Approve, $"{shown}", new SlackLabel("Approve"), "primary"),
                new SlackButton(Deny, $"{shown}", new SlackLabel("Deny"), "danger"),
            ],
        };
}
