using OpenClaw.Messages;
using OpenClaw.Routing;

namespace OpenClaw.Hosting;

/// <summary>Who may speak: on <c>local</c> the control socket has asked the kernel already, and cron jobs stand in the configuration; no other channel is built yet.</summary>
internal sealed class LocalAdmission : IAdmission
{
    public string? Refusal(InboundMessage message) =>
        message.Chat.Channel == "local" || Router.IsOfJob(message) ? null : $"channels.{message.Chat.Channel}.allow_from = [\"{message.Sender.Id}\"]";
}
