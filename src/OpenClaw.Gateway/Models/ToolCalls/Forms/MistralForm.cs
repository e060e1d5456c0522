using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>Mistral's younger forms: [TOOL_CALLS]name{...}, [TOOL_CALLS]name[ARGS]{...} and
/// [TOOL_CALLS]name[CALL_ID]id[ARGS]{...}.</summary>
internal sealed class MistralForm : ICallForm
{
    private const string Open = "[TOOL_CALLS]";
    private const string Id = "[CALL_ID]";
    private const string Args = "[ARGS]";

    public CallPlace Place => CallPlace.Line;

    public Beginning Begins(ReadOnlySpan<char> text)
    {
        var begins = MarkText.Begins(text, Open, StringComparison.Ordinal);
        return begins != Beginning.Yes ? begins
            : text.Length == Open.Length ? Beginning.Perhaps
            : CallNames.IsPart(text[Open.Length]) || char.IsWhiteSpace(text[Open.Length]) ? Beginning.Yes
            : Beginning.No;
    }

    public CallReading Read(CallText text, int at)
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

        if (name is null || arguments >= text.Length || text.Span[arguments] != '{')
        {
            return CallReading.NotThis;
        }

        var json = LooseJson.Read(text, arguments);
        return json.Kind switch
        {
            LooseJsonKind.Read => CallReading.Of(
                [new ToolCall(CallContent.NewId(), name, Json.Text(json.Value))],
                CallForms.BehindSurplus(text, at, json.End, "</s>")
            ),
            LooseJsonKind.Incomplete => CallReading.Incomplete,
            LooseJsonKind.Placeholder => CallReading.NotThis,
            _ => CallReading.Broken(text.Length),
        };
    }
}
