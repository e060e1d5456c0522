using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// A mark, the tool's name, a separator and the arguments as JSON: DeepSeek, Kimi, harmony, Functionary, ReAct. Between name and separator
/// a call's id or the kind of its arguments may stand.
/// </summary>
internal sealed class NamedJsonForm(string open, string separator, string close, CallPlace place = CallPlace.Line)
    : CallForm(open, close, place)
{
    private const int LongestRest = 96;
    private const string Fence = "```";

    protected override Beginning BeginsBehind(ReadOnlySpan<char> rest) => CallNames.Begins(rest);

    public override CallReading Read(CallText text, int at)
    {
        var start = at + Open.Length;
        var end = CallNames.End(text, start);
        var rest = text.Span[end..Math.Min(text.Length, end + LongestRest)];
        var found = rest.IndexOf(separator, StringComparison.Ordinal);
        if (found < 0)
        {
            return rest.Length < LongestRest && !text.IsWhole ? CallReading.Incomplete : CallReading.NoCall;
        }

        // Words between the name and its arguments make this a sentence.
        var between = rest[..found].Trim();
        if (between.Contains('\n') || (between.Length > 0 && between[0] is not ('<' or '[' or ':') && between is not ("json" or "code")))
        {
            return CallReading.NoCall;
        }

        var printed = CallNames.WithoutNumber(text.Span[start..end].ToString());
        var name = text.Offered.Resolve(printed);
        var arguments = text.SkipSpace(end + found + separator.Length);
        if (name is null && Place != CallPlace.Line)
        {
            return CallReading.NoCall;
        }
        if (arguments >= text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }
        return text.Has(arguments, "{")
            ? ReadArguments(text, at, name ?? printed, arguments, mayBreak: Place == CallPlace.Line)
            : CallReading.NoCall;
    }

    protected override int End(CallText text, int begin, int at)
    {
        at = CallForms.BehindSurplus(text, begin, at, Close);
        var next = text.SkipSpace(at);
        if (!Close.StartsWith(Fence, StringComparison.Ordinal) || !text.Has(next, Fence))
        {
            return BehindClose(text, at);
        }

        // The fence and the mark behind it, on one line or two.
        at = next + Fence.Length;
        next = text.SkipSpace(at);
        return text.Has(next, Close[Fence.Length..]) ? next + Close.Length - Fence.Length : at;
    }
}
