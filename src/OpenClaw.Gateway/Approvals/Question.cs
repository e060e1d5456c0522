namespace OpenClaw.Approvals;

/// <summary>
/// The words of a message that asks for an approval. The call's own words were chosen by a model, so each of its lines stands behind a
/// mark: nothing in it can look like the question, its end or an answer. Pure.
/// </summary>
internal static class Question
{
    /// <summary>Before each line of the call.</summary>
    public const string Mark = "| ";

    /// <summary>Of a call that does not fit, so that one can tell which it is.</summary>
    private const int Glimpse = 300;

    /// <param name="head">What is said first, up to the tool: <c>Waiting for approval bako-42</c>.</param>
    public static string Whole(string head, Approval approval) =>
        $"{head}: {approval.Tool}\n{Quoted(approval.Display)}\n/approve {approval.Id} or /deny {approval.Id}";

    /// <summary>The same where the call does not fit: it cannot be approved there.</summary>
    public static string TooLong(string head, Approval approval)
    {
        var shown = Escaping.Strict(approval.Display);
        var begin = shown.Length <= Glimpse ? shown : shown[..(char.IsHighSurrogate(shown[Glimpse - 1]) ? Glimpse - 1 : Glimpse)];
        return $"{head}: {approval.Tool}\n{Marked(begin)} ...\n{WhereElse(approval, shown.Length)} /deny {approval.Id} refuses it.";
    }

    /// <summary>Where a call is shown whole that is too long for this place.</summary>
    public static string WhereElse(Approval approval, int length) =>
        $"All of it has {length} characters, too many to be shown here, so it cannot be approved here. See it with `openclaw approvals show {approval.Id}` or on the page.";

    /// <summary>A call escaped, each line behind the mark.</summary>
    public static string Quoted(string display) => Marked(Escaping.Strict(display));

    private static string Marked(string escaped) => Mark + escaped.Replace("\n", "\n" + Mark, StringComparison.Ordinal);
}
