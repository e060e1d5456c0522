using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>GLM's and Hunyuan's form: the name behind the tag, then &lt;arg_key&gt; and &lt;arg_value&gt; in turn.</summary>
internal sealed class ArgumentTagForm() : CallForm("<tool_call>", "</tool_call>")
{
    private const string Separator = "<tool_sep>";

    protected override Beginning BeginsBehind(ReadOnlySpan<char> rest) => CallNames.Begins(rest);

    public override CallReading Read(CallText text, int at)
    {
        var start = at + Open.Length;
        var next = CallNames.End(text, start);
        var name = text.Offered.Resolve(text.Span[start..next].ToString());
        next = text.SkipSpace(next);
        next = text.Has(next, Separator) ? text.SkipSpace(next + Separator.Length) : next;
        var values = new JsonObject();
        while (
            Element(text, next, "arg_key", out var key, out var behindKey)
            && Element(text, text.SkipSpace(behindKey), "arg_value", out var value, out var end)
        )
        {
            values[key.Trim()] = value.Trim('\n');
            next = text.SkipSpace(end);
        }

        // The closing tag alone may be missing at the very end.
        var isClosed = text.Has(next, Close);
        if (name is not null && (isClosed || (text.IsWhole && values.Count > 0 && next >= text.Length)))
        {
            return CallReading.One(name, Json.Text(values), isClosed ? next + Close.Length : next);
        }
        return !text.IsWhole && (next >= text.Length || text.Span[next] == '<') ? CallReading.Incomplete : CallReading.NoCall;
    }

    private static bool Element(CallText text, int at, string name, out string content, out int end)
    {
        (content, end) = ("", at);
        var start = at + name.Length + 2;
        if (!text.Has(at, $"<{name}>") || text.Find(start, $"</{name}>") is not (>= 0 and var close))
        {
            return false;
        }

        (content, end) = (text.Span[start..close].ToString(), close + name.Length + 3);
        return true;
    }
}
