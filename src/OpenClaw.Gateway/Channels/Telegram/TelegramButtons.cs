using OpenClaw.Messages;

namespace OpenClaw.Channels.Telegram;

/// <summary>The two buttons below an asked call, and what a press of one means. Pure.</summary>
internal static class TelegramButtons
{
    private const string Approve = "approve:";
    private const string Deny = "deny:";

    public static InlineKeyboard For(ApprovalId approval) => new([[new InlineButton("Approve", Approve + approval), new InlineButton("Deny", Deny + approval)]]);

    /// <summary>Null for data that is none of ours.</summary>
    public static (ApprovalId Approval, bool Approve)? Read(string? data) =>
        data is null ? null
        : data.StartsWith(Approve, StringComparison.Ordinal) ? (new ApprovalId(data[Approve.Length..]), true)
        : data.StartsWith(Deny, StringComparison.Ordinal) ? (new ApprovalId(data[Deny.Length..]), false)
        : null;
}
