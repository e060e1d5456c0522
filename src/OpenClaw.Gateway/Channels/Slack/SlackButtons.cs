using OpenClaw.Messages;

namespace OpenClaw.Channels.Slack;

/// <summary>Messages that are shown letter for letter in blocks, the two buttons below an asked call, and what a press of one means. Pure.</summary>
internal static class SlackButtons
{
    /// <summary>Letters of one section (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).</summary>
    private const int LongestSection = 3000;

    private const string Approve = "approve";
    private const string Deny = "deny";

    /// <param name="approval">The call that the buttons decide; null has none.</param>
    public static SlackBlock[] Show(string text, ApprovalId? approval)
    {
        var sections = SlackText.EscapedPieces(text, LongestSection).Select(static piece => new SlackBlock("section") { Text = new SlackLabel(piece) });
        return approval is { } id ? [.. sections, Below(id)] : [.. sections];
    }

    /// <summary>Null for a press that is none of ours.</summary>
    public static (ApprovalId Approval, bool Approve)? Read(SlackPress press) => press is not { Type: "block_actions", Actions: [{ Value: { Length: > 0 } value, ActionId: var action }, ..] } ? null : action switch
    {
        Approve => (new ApprovalId(value), true),
        Deny => (new ApprovalId(value), false),
        _ => null,
    };

    private static SlackBlock Below(ApprovalId id) => new("actions")
    {
        Elements = [new SlackButton(Approve, $"{id}", new SlackLabel("Approve"), "primary"), new SlackButton(Deny, $"{id}", new SlackLabel("Deny"), "danger")],
    };
}
