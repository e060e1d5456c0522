using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>Mistral's younger forms: [TOOL_CALLS]name{...}, [TOOL_CALLS]name[ARGS]{...} and
/// [TOOL_CALLS]name[CALL_ID]id[ARGS]{...}.</summary>
internal sealed class MistralForm() : CallForm("[TOOL_CALLS]", "")
{
    private const string Id = "[CALL_ID]";
    private const string Args = "[ARGS]";

    protected override Beginning BeginsBehind(ReadOnlySpan<char> rest) =>
        rest.Length > 0 && char.IsWhiteSpace(rest[0]) ? Beginning.Yes : CallNames.Begins(rest);

    public override CallReading Read(CallText text, int at)
    {
        var start = text.SkipSpace(at + Open.Length);
        var end = CallNames.End(text, start);
        var next = text.Has(end, Id) ? CallNames.End(text, end + Id.Length) : end;
        if (!text.IsWhole && text.Length - next < Id.Length)
        {
            return CallReading.Incomplete;
        }

        var name = text.Offered.Resolve(text.Span[start..end].ToString());
        var arguments = text.SkipSpace(text.Has(next, Args) ? next + Args.Length : next);
        if (arguments >= text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }

        return name is not null && text.Has(arguments, "{") ? ReadArguments(text, at, name, arguments, mayBreak: true) : CallReading.NoCall;
    }

    protected override int End(CallText text, int begin, int at) => CallForms.BehindSurplus(text, begin, at, "</s>");
}
