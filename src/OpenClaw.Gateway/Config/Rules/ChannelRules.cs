using OpenClaw.Config.Reading;
using OpenClaw.Messages;

namespace OpenClaw.Config.Rules;

internal static class ChannelRules
{
    /// <summary>What is sent to a channel that is not configured waits for it, and expires.</summary>
    public static void WhoIsToldCanBeReached(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values)
        foreach (var address in policy.Ask.Notify.Where(address => !IsThere(config, ReplyAddress.Parse(address)?.Channel)))
            context.Diagnostics.Warning(context.Place($"policies.{policy.Name}.ask.notify"), $"policies.{policy.Name}.ask.notify has \"{address}\", {Why(address)}: nobody would hear");
        foreach (var job in config.Cron.Where(job => job.Deliver is { } to && !IsThere(config, to.Channel)))
            context.Diagnostics.Warning(context.Place($"cron[{job.Name}].deliver"), $"cron[{job.Name}].deliver is \"{job.Deliver}\", {Why(job.Deliver!.ToString())}: nobody would hear");
    }

    private static string Why(string address) => address.StartsWith("api:", StringComparison.Ordinal) ? "and a client of [api] is answered and never written to" : "and that channel is not configured";

    private static bool IsThere(GatewayConfig config, string? channel) => channel is null || config.Channels.Has(channel);
}
