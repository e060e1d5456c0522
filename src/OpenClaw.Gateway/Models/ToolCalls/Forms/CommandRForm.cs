namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>Command-R's form: "Action:" and a JSON fence on the same line, which holds a list of calls.</summary>
internal sealed class CommandRForm() : CallForm("Action: ```json\n", "```", CallPlace.Alone)
{
    public override CallReading Read(CallText text, int at)
    {
        var list = text.SkipSpace(at + Open.Length);
        var reading = CallForms.Read(text, list, CallForms.BareJson, out _);
        if (reading.Kind == CallReadingKind.Calls)
        {
            return CallReading.Of(reading.Calls, BehindClose(text, reading.End));
        }
        return list >= text.Length && !text.IsWhole ? CallReading.Incomplete : reading;
    }
}
