namespace OpenClaw.Channels.Telegram;

/// <summary>The two buttons below an asked call, and what a press of one means. Pure.</summary>
internal static class TelegramButtons
{
    private const string Approve = "approve:";
    private const string Deny = "deny:";

    public static InlineKeyboard For(ShownApproval approval) =>
        new([
            [new InlineButton("Approve", Approve + approval), new InlineButton("Deny", Deny + approval)],
        ]);

    /// <summary>Null for data that is none of ours.</summary>
    public static (ShownApproval Approval, bool Approve)? Read(string? data) =>
        data is null ? null
        : data.StartsWith(Approve, StringComparison.Ordinal) ? (ShownApproval.Parse(data[Approve.Length..]), true)
        : data.StartsWith(Deny, StringComparison.Ordinal) ? (ShownApproval.Parse(data[Deny.Length..]), false)
        : null;
}
