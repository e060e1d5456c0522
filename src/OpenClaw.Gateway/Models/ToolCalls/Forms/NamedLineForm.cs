using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// A line that is an offered tool's name and nothing else, and its arguments as JSON: GLM-4, and Functionary v3 where the mark before the
/// name stands in the prompt. It has no mark, so it is a call only where it is the whole answer.
/// </summary>
internal sealed class NamedLineForm() : CallForm("", "", CallPlace.Alone)
{
    public override Beginning Begins(ReadOnlySpan<char> text) => Beginning.No;

    public override Beginning Begins(CallText text, int at) => text.Offered.BeginsLine(text.From(at));

    public override CallReading Read(CallText text, int at)
    {
        var line = text.Find(at, "\n");
        var name = text.Span[at..line].Trim().ToString();
        var arguments = text.SkipSpace(line);
        if (arguments >= text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }

        return text.Has(arguments, "{") ? ReadArguments(text, at, name, arguments, mayBreak: false) : CallReading.NoCall;
    }

    protected override int End(CallText text, int begin, int at) => at;
}
