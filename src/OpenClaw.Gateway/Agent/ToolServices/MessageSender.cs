using OpenClaw.Delivery;
using OpenClaw.Tools;

namespace OpenClaw.Agent.ToolServices;

/// <summary>The message tool's way out: the text goes to the other conversation's chat, or into its transcript, and starts no turn
/// there.</summary>
internal sealed class MessageSender(Announcer announcer, Store store) : IMessageSender
{
    public string? Resolve(string address, ToolScope scope, out string complaint)
    {
        var found = announcer.Resolve(address);
        complaint =
            found is not null ? ""
            : address.Trim().Length == 0 ? "to whom? A session (local:NAME, or NAME alone) or a chat (channel:id)"
            : $"nobody is reached at '{address}': this gateway reaches {announcer.Reachable}";
        return found;
    }

    public async Task<ToolResult> SendAsync(string address, string text, ToolScope scope, CancellationToken ct)
    {
        var batch = new Batch();
        using var held = await announcer.AddToAsync(batch, address, new(text, scope.Session, scope.Turn, IsMarkdown: true));
        await store.CommitAsync(batch);
        // What becomes of it at the channel is not known yet, and a model must not say that it is.
        return new ToolResult(held is null ? $"queued for {address}" : $"sent to {address}");
    }
}
