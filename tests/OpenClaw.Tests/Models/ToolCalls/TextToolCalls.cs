using OpenClaw.Models.Thoughts;
using OpenClaw.Models.ToolCalls.Forms;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>
/// Finds tool calls that a model printed as text. Where a call may stand is decided by <see cref="CallScan"/>, before any form of
/// <see cref="CallForms"/> is tried: text that only shows a call (quoted, fenced, between words) is text.
/// </summary>
internal static class TextToolCalls
{
    /// <param name="text">The model's words.</param>
    /// <param name="offered">Names of the tools it was told of.</param>
    public static FoundCalls Find(string text, IReadOnlyCollection<string> offered) => Find(text, OfferedTools.Named(offered));

    public static FoundCalls Find(string text, OfferedTools offered)
    {
        if (offered.IsEmpty)
        {
            return new FoundCalls(text, [], false);
        }

        // The same scan that a stream goes through, so that both see the same.
        var scan = new CallScan(offered, new Unheard());
        scan.Add(text);
        return scan.Finish();
    }

    /// <summary>Whether a line that begins with this text may still turn out to be a call.</summary>
    public static bool MayBegin(ReadOnlySpan<char> text) => CallForms.MayBegin(text, CallForms.All);

    private sealed class Unheard : IAnswerParts
    {
        public void Text(string words) { }

        public void Thought(string words) { }

        public void WordsWereThought() { }
    }
}
