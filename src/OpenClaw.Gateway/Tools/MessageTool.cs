using OpenClaw.Policy;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>Sends a message to another session or chat. Answering the conversation itself needs no tool.</summary>
internal sealed class MessageTool(IMessageSender sender)
    : BuiltInTool(
        "message",
        "Send text to another session or chat (channel:id). Not for answering here.",
        """{"type":"object","properties":{"to":{"type":"string"},"text":{"type":"string"}},"required":["to","text"]}"""
    )
{
    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (to, text) = (given.Text("to").Trim(), given.Text("text"));
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refused("'text' is empty");
        }
        return sender.Resolve(to, scope, out var complaint) is { } address
            ? Ready([new Effect.Target(address)], $"message to {address}:\n{text}", ("to", address), ("text", text))
            : Refused(complaint);
    }

    protected override Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct) =>
        sender.SendAsync(given.Text("to"), given.Text("text"), scope, ct);
}
