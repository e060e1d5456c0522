using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>JSON without a tag that names an offered tool and carries arguments.</summary>
internal sealed class BareJsonForm() : CallForm("", "", CallPlace.Last)
{
    protected override Beginning BeginsBehind(ReadOnlySpan<char> rest) =>
        rest is ['{' or '[', ..] ? DescribedCalls.Begins(rest) : Beginning.No;

    public override CallReading Read(CallText text, int at)
    {
        var json = LooseJson.Read(text, at);
        if (json.Kind == LooseJsonKind.Incomplete)
        {
            return CallReading.Incomplete;
        }

        // JSON that cannot be read is prose: nothing says that it was meant as a call. Its inner lines are parts of it.
        var calls = new List<ToolCall>();
        return json.Kind == LooseJsonKind.Read && DescribedCalls.TryAdd(json.Value, calls, text.Offered, onlyOffered: true)
            ? CallReading.Of(calls, End(text, at, json.End))
            : CallReading.NoCallUntil(json.End);
    }
}
