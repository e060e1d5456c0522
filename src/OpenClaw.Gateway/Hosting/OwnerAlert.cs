using Microsoft.Extensions.Logging;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Scheduling;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Hosting;

/// <summary>Tells the owner what nobody asked for, in the terminal's main session and in the log.</summary>
internal sealed class OwnerAlert(SessionStore sessions, OutboxStore outbox, EventHub events, ILogger log) : IOwnerAlert
{
    private static readonly ReplyAddress s_terminal = new("local", "", "main");

    public async Task<IPendingAlert> AddAsync(Batch batch, string text) =>
        new Pending(await LocalNotice.AddAsync(batch, sessions, outbox, new OutboundMessage(s_terminal, text, SessionKey.Local("main")), null), text, events, log);

    private sealed class Pending(LocalNotice notice, string text, EventHub events, ILogger log) : IPendingAlert
    {
        public void Tell()
        {
            notice.Tell(events);
            HostingLog.OwnerIsTold(log, text.ReplaceLineEndings(" "));
        }

        public void Dispose() => notice.Dispose();
    }
}
