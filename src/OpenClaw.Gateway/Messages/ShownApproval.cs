namespace OpenClaw.Messages;

/// <summary>An asked call as it was shown somewhere: its id, and the fingerprint of what stood there. An answer to it counts for that call
/// and for no other.</summary>
/// <param name="Fingerprint">Empty where the call was not shown whole: nothing may be approved by that message.</param>
internal sealed record ShownApproval(ApprovalId Id, string Fingerprint)
{
    private const char Mark = ':';

    /// <summary>Whether the message may be answered with a button.</summary>
    public bool IsWhole => Fingerprint.Length > 0;

    /// <summary>Reads what <see cref="ToString"/> writes. Older versions wrote the id alone.</summary>
    public static ShownApproval Parse(string text) =>
        text.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0
            ? new(new ApprovalId(text[..at]), text[(at + 1)..])
            : new(new ApprovalId(text), "");

    public override string ToString() => IsWhole ? $"{Id}{Mark}{Fingerprint}" : Id.Value;
}
