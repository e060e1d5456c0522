using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;
using OpenClaw.Models.ToolCalls;
using OpenClaw.Models.ToolCalls.Finding;
using OpenClaw.Models.ToolCalls.Forms;

namespace OpenClaw.Tests.Models;

/// <summary>Finds the tool calls of a whole answer, by the scan that a stream goes through.</summary>
internal static class TextToolCalls
{
    /// <param name="text">The model's words.</param>
    /// <param name="offered">Names of the tools it was told of.</param>
    public static FoundCalls Find(string text, IReadOnlyCollection<string> offered) => Find(text, Named(offered));

    public static OfferedTools Named(IEnumerable<string> names) => new(names.Select(static name => new ToolSpec(name, "", "{}")));

    public static FoundCalls Find(string text, OfferedTools offered)
    {
        if (offered.IsEmpty)
        {
            return new FoundCalls(text, [], false);
        }

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
