using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>Sends a message to another session or chat. Answering the conversation itself needs no tool.</summary>
internal sealed class MessageTool(IMessageSender sender) : Tool
{
    public override string Name => "message";

    public override string Description => "Send text to another session or chat (channel:id). Not for answering here.";

    public override string Schema =>
        """{"type":"object","properties":{"to":{"type":"string"},"text":{"type":"string"}},"required":["to","text"]}""";

    public override ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct)
    {
        var given = new ToolArguments(arguments, "to", "text");
        var (to, text) = (given.Text("to").Trim(), given.Text("text"));
        return ValueTask.FromResult(Bind());

        ToolIntent Bind()
        {
            if (given.Complaint is { } wrong)
            {
                return new ToolIntent.Refused(wrong);
            }
            if (string.IsNullOrWhiteSpace(text))
            {
                return new ToolIntent.Refused("'text' is empty");
            }
            if (sender.Resolve(to, scope, out var complaint) is not { } address)
            {
                return new ToolIntent.Refused(complaint);
            }
            return new ToolIntent.Ready(
                CanonicalJson.Of(("to", address), ("text", text)),
                [new Effect.Target(address)],
                CallBinding.Empty,
                $"message to {address}:\n{text}"
            );
        }
    }

    public override Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        using var canonical = JsonDocument.Parse(call.Context.Arguments);
        var given = new ToolArguments(canonical.RootElement, "to", "text");
        return sender.SendAsync(given.Text("to"), given.Text("text"), scope, ct);
    }
}
