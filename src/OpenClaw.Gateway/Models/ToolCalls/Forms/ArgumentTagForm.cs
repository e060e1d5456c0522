using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>GLM's and Hunyuan's form: the name behind the tag, then &lt;arg_key&gt; and &lt;arg_value&gt; in turn.</summary>
internal sealed class ArgumentTagForm : ICallForm
{
    private const string Open = "<tool_call>";
    private const string Close = "</tool_call>";
    private const string Separator = "<tool_sep>";

    public CallPlace Place => CallPlace.Line;

    public Beginning Begins(ReadOnlySpan<char> text)
    {
        var begins = MarkText.Begins(text, Open, StringComparison.Ordinal);
        return begins != Beginning.Yes ? begins
            : text.Length == Open.Length ? Beginning.Perhaps
            : CallNames.IsPart(text[Open.Length]) ? Beginning.Yes
            : Beginning.No;
    }

    public CallReading Read(CallText text, int at)
    {
        var start = at + Open.Length;
        var next = CallNames.End(text, start);
        var name = text.Offered.Resolve(text.Span[start..next].ToString());
        next = text.SkipSpace(next);
        next = text.Has(next, Separator) ? text.SkipSpace(next + Separator.Length) : next;
        var values = new List<KeyValuePair<string, string>>();
        while (
            Element(text, next, "arg_key", out var key, out var behindKey)
            && Element(text, text.SkipSpace(behindKey), "arg_value", out var value, out var end)
        )
        {
            values.Add(new(key.Trim(), value.Trim('\n')));
            next = text.SkipSpace(end);
        }

        if (text.Has(next, Close) && name is not null)
        {
            return CallReading.Of([new ToolCall(CallContent.NewId(), name, CallArguments.OfTexts(values))], next + Close.Length);
        }

        // The closing tag alone may be missing at the very end.
        return !text.IsWhole ? Unfinished(text, next)
            : name is not null && values.Count > 0 && next >= text.Length
                ? CallReading.Of([new ToolCall(CallContent.NewId(), name, CallArguments.OfTexts(values))], next)
            : CallReading.NotThis;
    }

    private static CallReading Unfinished(CallText text, int at) =>
        at >= text.Length || text.Span[at] == '<' ? CallReading.Incomplete : CallReading.NotThis;

    private static bool Element(CallText text, int at, string name, out string content, out int end)
    {
        (content, end) = ("", at);
        if (!text.Has(at, $"<{name}>"))
        {
            return false;
        }

        var start = at + name.Length + 2;
        var close = text.Find(start, $"</{name}>");
        if (close < 0)
        {
            return false;
        }

        (content, end) = (text.Span[start..close].ToString(), close + name.Length + 3);
        return true;
    }
}
