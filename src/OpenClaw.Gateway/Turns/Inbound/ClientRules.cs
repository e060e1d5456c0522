using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Turns.Inbound;

/// <summary>What a client of the API door gets beside its session rule: what its <c>[api.clients]</c> says goes before that, and its
/// request names the chain. Pure.</summary>
internal static class ClientRules
{
    public static SessionRule Apply(GatewayConfig config, SessionRule rule, InboundMessage message)
    {
        if (message.Chat.Channel != StandAlone.Channel)
        {
            return rule;
        }
        // A client that was taken out while its turn slept has no rights left, and neither has one whose rule vanished.
        if (config.Api?.Client(message.Sender.Id) is not { } client || rule.Policy == Router.VanishedPolicy)
        {
            return rule with { Policy = Router.VanishedPolicy };
        }
        return rule with
        {
            Policy = client.Policy ?? rule.Policy,
            Chain = message.Chain is { } asked && config.Chains.ContainsKey(asked) ? asked : client.Chain ?? rule.Chain,
        };
    }
}
