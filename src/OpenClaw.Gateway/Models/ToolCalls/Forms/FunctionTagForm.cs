using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// A tag that names the tool, with JSON or one tag a parameter inside: Llama's &lt;function=exec&gt;{...}, Qwen-Coder's
/// &lt;function=exec&gt;&lt;parameter=command&gt;, &lt;invoke name="exec"&gt;. A wrapper such as &lt;tool_call&gt; may stand before it.
/// </summary>
internal sealed class FunctionTagForm(string open, string afterName) : CallForm(open, "")
{
    private const string Wrapper = "<tool_call>";

    private static readonly string[] s_closes = ["</function>", "</invoke>", "</" + ParameterTags.DeepSeekMark + "invoke>"];

    public override Beginning Begins(ReadOnlySpan<char> text)
    {
        var isWrapped = MarkText.Begins(text, Wrapper, StringComparison.Ordinal);
        return isWrapped == Beginning.Perhaps
            ? Beginning.Perhaps
            : base.Begins(isWrapped == Beginning.Yes ? text[Wrapper.Length..].TrimStart() : text);
    }

    public override CallReading Read(CallText text, int at)
    {
        at = text.Has(at, Wrapper) ? text.SkipSpace(at + Wrapper.Length) : at;
        var start = at + Open.Length;
        var end = CallNames.End(text, start);
        if (!text.IsWhole && text.Length - end < afterName.Length)
        {
            return CallReading.Incomplete;
        }

        if (end == start || !text.Has(end, afterName))
        {
            return CallReading.NoCall;
        }

        var printed = text.Span[start..end].ToString();
        var name = text.Offered.Resolve(printed) ?? printed;
        var body = text.SkipSpace(end + afterName.Length);
        if (body == text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }
        if (text.Has(body, "{"))
        {
            return ReadArguments(text, at, name, body, mayBreak: true);
        }

        var parameters = ParameterTags.Read(text, body, out var behind);
        return parameters is not null ? CallReading.One(name, parameters, End(text, at, behind))
            : text.IsWhole ? CallReading.Broken(text.Length)
            : CallReading.Incomplete;
    }

    protected override int End(CallText text, int begin, int at)
    {
        var next = text.SkipSpace(at);
        foreach (var close in s_closes)
        {
            at = text.Has(next, close) ? next + close.Length : at;
        }

        return at;
    }

    protected override int BrokenEnd(CallText text, int at)
    {
        foreach (var close in s_closes)
        {
            if (text.Find(at, close) is >= 0 and var found)
            {
                return found + close.Length;
            }
        }

        return text.Length;
    }
}
