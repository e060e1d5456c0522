using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// A mark, the tool's name, a separator and the arguments as JSON: DeepSeek, Kimi, harmony, Functionary, ReAct. Between name and separator
/// a call's id or the kind of its arguments may stand.
/// </summary>
internal sealed class NamedJsonForm(string open, string separator, string close, CallPlace place = CallPlace.Line) : ICallForm
{
    private const int LongestRest = 96;
    private const string Fence = "```";

    public CallPlace Place => place;

    public Beginning Begins(ReadOnlySpan<char> text)
    {
        var begins = MarkText.Begins(text, open, StringComparison.Ordinal);
        return begins != Beginning.Yes ? begins
            : text.Length == open.Length ? Beginning.Perhaps
            : CallNames.IsPart(text[open.Length]) ? Beginning.Yes
            : Beginning.No;
    }

    public CallReading Read(CallText text, int at)
    {
        var start = at + open.Length;
        var end = CallNames.End(text, start);
        var rest = text.Span[end..Math.Min(text.Length, end + LongestRest)];
        var found = rest.IndexOf(separator, StringComparison.Ordinal);
        if (found < 0)
        {
            return rest.Length < LongestRest && !text.IsWhole ? CallReading.Incomplete : CallReading.NotThis;
        }

        // Words between the name and its arguments make this a sentence.
        var between = rest[..found].Trim();
        if (between.Contains('\n') || (between.Length > 0 && between[0] is not ('<' or '[' or ':') && between is not ("json" or "code")))
        {
            return CallReading.NotThis;
        }

        var printed = CallNames.WithoutNumber(text.Span[start..end].ToString());
        var name = text.Offered.Resolve(printed);
        return name is null && place != CallPlace.Line
            ? CallReading.NotThis
            : ReadArguments(text, at, name ?? printed, text.SkipSpace(end + found + separator.Length));
    }

    private CallReading ReadArguments(CallText text, int begin, string name, int at)
    {
        if (at >= text.Length)
        {
            return text.IsWhole ? CallReading.NotThis : CallReading.Incomplete;
        }

        if (text.Span[at] != '{')
        {
            return CallReading.NotThis;
        }

        var json = LooseJson.Read(text, at);
        return json.Kind switch
        {
            LooseJsonKind.Read => CallReading.Of(
                [new ToolCall(CallContent.NewId(), name, Json.Text(json.Value))],
                Close(text, begin, json.End)
            ),
            LooseJsonKind.Incomplete => CallReading.Incomplete,
            LooseJsonKind.Unreadable when place == CallPlace.Line => CallReading.Broken(text.Length),
            _ => CallReading.NotThis,
        };
    }

    private int Close(CallText text, int begin, int at)
    {
        at = CallForms.BehindSurplus(text, begin, at, close);
        var next = text.SkipSpace(at);
        if (close.StartsWith(Fence, StringComparison.Ordinal) && text.Has(next, Fence))
        {
            // The fence and the mark behind it, on one line or two.
            at = next + Fence.Length;
            next = text.SkipSpace(at);
            return text.Has(next, close[Fence.Length..]) ? next + close.Length - Fence.Length : at;
        }

        return close.Length > 0 && text.Has(next, close) ? next + close.Length : at;
    }
}
