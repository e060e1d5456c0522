using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>Sets, lists and cancels reminders of the session it is called in. They come back as messages of whoever asked for
/// them.</summary>
internal sealed class RemindTool(IReminders reminders) : Tool
{
    private const int LongestText = 2000;

    private static readonly string[] s_actions = ["set", "list", "cancel"];

    public override string Name => "remind";

    public override string Description => "Reminders. when: in 20 minutes, every Monday at 9:00.";

    public override string Schema =>
        """{"type":"object","properties":{"action":{"enum":["set","list","cancel"]},"when":{"type":"string"},"text":{"type":"string"},"id":{"type":"integer"}},"required":["action"]}""";

    public override ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct)
    {
        var given = new ToolArguments(arguments, "action", "when", "text", "id");
        var (action, when, text, id) = (
            given.Text("action"),
            given.OptionalText("when")?.Trim(),
            given.OptionalText("text")?.Trim(),
            given.Number("id", 1, long.MaxValue)
        );
        return ValueTask.FromResult(Bind());

        ToolIntent Bind()
        {
            if (given.Complaint is { } wrong)
            {
                return new ToolIntent.Refused(wrong);
            }
            switch (action)
            {
                case "set" when string.IsNullOrEmpty(when) || string.IsNullOrEmpty(text):
                    return new ToolIntent.Refused("set needs when and text");
                case "set" when text.Length > LongestText:
                    return new ToolIntent.Refused(
                        $"'text' has {text.Length} characters; a reminder has at most {LongestText}. Put the rest into a file and name it"
                    );
                case "set" when reminders.Complaint(when) is { } complaint:
                    return new ToolIntent.Refused(complaint);
                case "set":
                    return Ready(("action", action), $"remind {when}: {text}", ("when", when), ("text", text));
                case "cancel" when id is null:
                    return new ToolIntent.Refused("cancel needs the id; list shows it");
                case "cancel":
                    return Ready(("action", action), $"cancel reminder {id}", ("id", id));
                case "list":
                    return Ready(("action", action), "list reminders");
                default:
                    return new ToolIntent.Refused($"there is no action '{action}'; there are {string.Join(", ", s_actions)}");
            }
        }
    }

    public override Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        using var canonical = JsonDocument.Parse(call.Context.Arguments);
        var given = new ToolArguments(canonical.RootElement, "action", "when", "text", "id");
        return given.Text("action") switch
        {
            "set" => reminders.SetAsync(given.Text("when"), given.Text("text"), scope),
            "cancel" => reminders.CancelAsync(scope.Session, given.Number("id", 1, long.MaxValue)!.Value),
            _ => reminders.ListAsync(scope.Session),
        };
    }

    // Its own session and nobody else's: there is nothing that a rule could name but the tool.
    private static ToolIntent.Ready Ready((string, object?) action, string display, params (string Name, object? Value)[] more) =>
        new(CanonicalJson.Of([action, .. more]), [new Effect.None()], CallBinding.Empty, display);
}
