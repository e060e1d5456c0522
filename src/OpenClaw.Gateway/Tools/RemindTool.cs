using OpenClaw.Policy;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>Sets, lists and cancels reminders of the session it is called in. They come back as messages of whoever asked for
/// them.</summary>
internal sealed class RemindTool(IReminders reminders)
    : BuiltInTool(
        "remind",
        "Reminders. when: in 20 minutes, every Monday at 9:00.",
        """{"type":"object","properties":{"action":{"enum":["set","list","cancel"]},"when":{"type":"string"},"text":{"type":"string"},"id":{"type":"integer"}},"required":["action"]}"""
    )
{
    private const int LongestText = 2000;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (action, when, text, id) = (
            given.Choice("action", "set", "list", "cancel"),
            given.OptionalText("when")?.Trim(),
            given.OptionalText("text")?.Trim(),
            given.Number("id", 1, long.MaxValue)
        );
        // Its own session and nobody else's: there is nothing that a rule could name but the tool.
        EquatableArray<Effect> own = [new Effect.None()];
        switch (action)
        {
            case "set" when string.IsNullOrEmpty(when) || string.IsNullOrEmpty(text):
                return Refused("set needs when and text");
            case "set" when text.Length > LongestText:
                return Refused(
                    $"'text' has {text.Length} characters; a reminder has at most {LongestText}. Put the rest into a file and name it"
                );
            case "set" when reminders.Complaint(when) is { } complaint:
                return Refused(complaint);
            case "set":
                return Ready(own, $"remind {when}: {text}", ("action", action), ("when", when), ("text", text));
            case "cancel" when id is null:
                return Refused("cancel needs the id; list shows it");
            case "cancel":
                return Ready(own, $"cancel reminder {id}", ("action", action), ("id", id));
            default:
                return Ready(own, "list reminders", ("action", action));
        }
    }

    protected override Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct) =>
        given.Text("action") switch
        {
            "set" => reminders.SetAsync(given.Text("when"), given.Text("text"), scope),
            "cancel" => reminders.CancelAsync(scope.Session, given.Number("id", 1, long.MaxValue)!.Value),
            _ => reminders.ListAsync(scope.Session),
        };
}
