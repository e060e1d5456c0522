using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// A tag that names the tool, with JSON or one tag a parameter inside: Llama's &lt;function=exec&gt;{...}, Qwen-Coder's
/// &lt;function=exec&gt;&lt;parameter=command&gt;, &lt;invoke name="exec"&gt;. A wrapper such as &lt;tool_call&gt; may stand before it.
/// </summary>
internal sealed class FunctionTagForm(string open, string afterName) : ICallForm
{
    private static readonly string[] s_wrappers = ["<tool_call>"];
    private static readonly string[] s_closes = ["</function>", "</invoke>", "</" + ParameterTags.DeepSeekMark + "invoke>"];

    public CallPlace Place => CallPlace.Line;

    public Beginning Begins(ReadOnlySpan<char> text)
    {
        foreach (var wrapper in s_wrappers)
        {
            if (MarkText.Begins(text, wrapper, StringComparison.Ordinal) is var begins && begins == Beginning.Perhaps)
            {
                return Beginning.Perhaps;
            }

            if (begins == Beginning.Yes)
            {
                text = text[wrapper.Length..].TrimStart();
                return text.Length == 0 ? Beginning.Perhaps : MarkText.Begins(text, open, StringComparison.Ordinal);
            }
        }

        return MarkText.Begins(text, open, StringComparison.Ordinal);
    }

    public CallReading Read(CallText text, int at)
    {
        foreach (var wrapper in s_wrappers)
        {
            at = text.Has(at, wrapper) ? text.SkipSpace(at + wrapper.Length) : at;
        }

        var start = at + open.Length;
        var end = CallNames.End(text, start);
        if (!text.IsWhole && text.Length - end < afterName.Length)
        {
            return CallReading.Incomplete;
        }

        if (end == start || !text.Has(end, afterName))
        {
            return CallReading.NotThis;
        }

        var printed = text.Span[start..end].ToString();
        var name = text.Offered.Resolve(printed) ?? printed;
        var body = text.SkipSpace(end + afterName.Length);
        if (body == text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }

        return body < text.Length && text.Span[body] == '{' ? ReadJson(text, name, body) : ReadParameters(text, name, body);
    }

    private static CallReading ReadJson(CallText text, string name, int at)
    {
        var json = LooseJson.Read(text, at);
        return json.Kind switch
        {
            LooseJsonKind.Read => Call(text, name, Json.Text(json.Value), json.End),
            LooseJsonKind.Incomplete => CallReading.Incomplete,
            LooseJsonKind.Placeholder => CallReading.NotThis,
            _ => CallReading.Broken(Behind(text, json.End) is > 0 and var end ? end : text.Length),
        };
    }

    private static CallReading ReadParameters(CallText text, string name, int at)
    {
        var parameters = ParameterTags.Read(text, at, out var end);
        return parameters is not null ? Call(text, name, parameters, end)
            : text.IsWhole ? CallReading.Broken(text.Length)
            : CallReading.Incomplete;
    }

    private static CallReading Call(CallText text, string name, string arguments, int at)
    {
        var next = text.SkipSpace(at);
        foreach (var close in s_closes)
        {
            at = text.Has(next, close) ? next + close.Length : at;
        }

        return CallReading.Of([new ToolCall(CallContent.NewId(), name, arguments)], at);
    }

    private static int Behind(CallText text, int at)
    {
        foreach (var close in s_closes)
        {
            if (text.Find(at, close) is >= 0 and var found)
            {
                return found + close.Length;
            }
        }

        return 0;
    }
}
