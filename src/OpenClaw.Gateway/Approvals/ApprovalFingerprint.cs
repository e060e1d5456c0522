using OpenClaw.Policy.Calls;

namespace OpenClaw.Approvals;

/// <summary>
/// What an asked call was shown as, in a few letters: a hash over the digest it is bound to, its arguments and every word that is shown of
/// it. Whoever answers says which of it he saw. Pure.
/// </summary>
internal static class ApprovalFingerprint
{
    /// <summary>48 bits: enough that nobody finds a second call for a first within the life of a question, and short enough for a button of
    /// Telegram.</summary>
    private const int Shown = 12;

    /// <summary>All of it, which the gateway's memory compares.</summary>
    public static string Whole(Approval approval)
    {
        using var hash = new FieldHash("openclaw-shown-1");
        hash.Add(approval.Id.Value);
        hash.Add(approval.Digest);
        hash.Add(approval.Session.Value);
        hash.Add(approval.Tool);
        hash.Add(approval.Arguments);
        hash.Add(approval.Display);
        return hash.Finish();
    }

    /// <summary>What a place that shows the call carries.</summary>
    public static string Of(Approval approval) => Whole(approval)[..Shown];

    /// <summary>Whether a word a person typed has the form of one.</summary>
    public static bool HasForm(string word) => word.Length == Shown && word.All(char.IsAsciiHexDigitLower);
}
