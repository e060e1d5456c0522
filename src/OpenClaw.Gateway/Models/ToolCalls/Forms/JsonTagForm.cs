using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>A tag with JSON behind it that describes one call or a list of them: Hermes' and Qwen's &lt;tool_call&gt; and its many
/// kin.</summary>
internal sealed class JsonTagForm(string open, string close) : CallForm(open, close)
{
    // The tag alone is a word; the bracket makes it a call.
    protected override Beginning BeginsBehind(ReadOnlySpan<char> rest) =>
        rest.TrimStart() switch
        {
            [] => Beginning.Perhaps,
            ['{' or '[', ..] => Beginning.Yes,
            _ => Beginning.No,
        };

    public override CallReading Read(CallText text, int at)
    {
        var json = LooseJson.Read(text, text.SkipSpace(at + Open.Length));
        var calls = new List<ToolCall>();
        return json.Kind switch
        {
            LooseJsonKind.Incomplete => CallReading.Incomplete,
            LooseJsonKind.Read when DescribedCalls.TryAdd(json.Value, calls, text.Offered, onlyOffered: false) => CallReading.Of(
                calls,
                End(text, at, json.End)
            ),
            // A mark that is a word of a program's language says nothing of what was meant.
            LooseJsonKind.Read or LooseJsonKind.Unreadable when !char.IsLetter(Open[0]) => CallReading.Broken(BrokenEnd(text, json.End)),
            _ => CallReading.NoCall,
        };
    }

    protected override int BrokenEnd(CallText text, int at) =>
        Close.Length > 0 && text.Find(at, Close) is >= 0 and var end ? end + Close.Length : text.Length;
}
