using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Config.Rules;

internal static class ChannelRules
{
    /// <summary>What is sent to a channel that is not configured waits for it, and expires.</summary>
    public static void WhoIsToldCanBeReached(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values)
        {
            foreach (
                var address in policy.Ask.Notify.Where(address =>
                    address != AskConfig.Owners && !IsThere(config, ReplyAddress.Parse(address))
                )
            )
            {
                context.Diagnostics.Warning(
                    context.Place($"policies.{policy.Name}.ask.notify"),
                    $"policies.{policy.Name}.ask.notify has \"{address}\", {Why(config, address)}: nobody would hear"
                );
            }
        }

        foreach (var job in config.Cron.Where(job => job.Deliver is { } to && !IsThere(config, to)))
        {
            context.Diagnostics.Warning(
                context.Place($"cron[{job.Name}].deliver"),
                $"cron[{job.Name}].deliver is \"{job.Deliver}\", {Why(config, job.Deliver!.ToString())}: nobody would hear"
            );
        }
    }

    private static string Why(GatewayConfig config, string address) =>
        address.StartsWith("api:", StringComparison.Ordinal) ? "and a client of [api] is answered and never written to"
        : address.StartsWith("webchat:", StringComparison.Ordinal) && config.Channels.WebChat is { } page
            ? $"and the page has no such user (there is {string.Join(", ", page.Users.Select(static user => user.Name))})"
        : "and that channel is not configured";

    private static bool IsThere(GatewayConfig config, ReplyAddress? to) =>
        to is null
        || (
            config.Channels.Has(to.Channel)
            && (
                to.Channel != "webchat"
                || config.Channels.WebChat!.Users.Any(user =>
                    to.ChatId == user.Name || to.ChatId.StartsWith($"{user.Name}/", StringComparison.Ordinal)
                )
            )
        );
}
