using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>A tag with JSON behind it that describes one call or a list of them: Hermes' and Qwen's &lt;tool_call&gt; and its many
/// kin.</summary>
internal sealed class JsonTagForm(string open, string close) : ICallForm
{
    public CallPlace Place => CallPlace.Line;

    public Beginning Begins(ReadOnlySpan<char> text)
    {
        var begins = MarkText.Begins(text, open, StringComparison.Ordinal);
        if (begins != Beginning.Yes)
        {
            return begins;
        }

        // The tag alone is a word; the bracket makes it a call.
        var rest = text[open.Length..].TrimStart();
        return rest.Length == 0 ? Beginning.Perhaps
            : rest[0] is '{' or '[' ? Beginning.Yes
            : Beginning.No;
    }

    public CallReading Read(CallText text, int at)
    {
        var json = LooseJson.Read(text, text.SkipSpace(at + open.Length));
        if (json.Kind != LooseJsonKind.Read)
        {
            return json.Kind switch
            {
                LooseJsonKind.Incomplete => CallReading.Incomplete,
                LooseJsonKind.Placeholder => CallReading.NotThis,
                _ => Broken(text, json.End),
            };
        }

        var calls = new List<ToolCall>();
        return DescribedCalls.TryAdd(json.Value, calls, text.Offered, onlyOffered: false)
            ? CallReading.Of(calls, Close(text, at, json.End))
            : Broken(text, json.End);
    }

    private CallReading Broken(CallText text, int from)
    {
        // A mark that is a word of a program's language says nothing of what was meant.
        if (char.IsLetter(open[0]))
        {
            return CallReading.NotThis;
        }

        var end = close.Length > 0 ? text.Find(from, close) : -1;
        return CallReading.Broken(end < 0 ? text.Length : end + close.Length);
    }

    /// <summary>Behind the closing tag, if there is one. A missing one is forgiven.</summary>
    private int Close(CallText text, int begin, int at)
    {
        at = CallForms.BehindSurplus(text, begin, at, close);
        var next = text.SkipSpace(at);
        return close.Length > 0 && text.Has(next, close) ? next + close.Length : at;
    }
}
