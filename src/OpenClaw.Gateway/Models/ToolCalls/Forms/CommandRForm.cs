using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>Command-R's form: "Action:" and a JSON fence on the same line, which holds a list of calls.</summary>
internal sealed class CommandRForm : ICallForm
{
    private const string Open = "Action: ```json\n";
    private const string Close = "```";

    public CallPlace Place => CallPlace.Alone;

    public Beginning Begins(ReadOnlySpan<char> text) => MarkText.Begins(text, Open, StringComparison.Ordinal);

    public CallReading Read(CallText text, int at)
    {
        var reading = CallForms.Read(text, text.SkipSpace(at + Open.Length), CallForms.BareJson, out _);
        if (reading.Kind != CallReadingKind.Calls)
        {
            return text.SkipSpace(at + Open.Length) >= text.Length && !text.IsWhole ? CallReading.Incomplete : reading;
        }

        var next = text.SkipSpace(reading.End);
        return CallReading.Of(reading.Calls, text.Has(next, Close) ? next + Close.Length : reading.End);
    }
}
