using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class ApiRules
{
    /// <summary>Two clients with one token would be the same client, whichever of them it is.</summary>
    public static void TokensDiffer(GatewayConfig config, BindContext context)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var client in config.Api?.Clients ?? [])
        {
            if (client.Token.Value is not { } token || seen.TryAdd(token, client.Name))
            {
                continue;
            }
            context.Diagnostics.Error(
                context.Place($"api.clients.{client.Name}.token"),
                $"api.clients.{client.Name} has the same token as {seen[token]}; whoever shows it would be one of the two"
            );
        }
    }

    public static void SomebodyMayCome(GatewayConfig config, BindContext context)
    {
        if (config.Api is { Clients.Count: 0 } && context.Place("api.clients") is { } place)
        {
            context.Diagnostics.Warning(place, "api.clients is empty: nobody can come in");
        }
    }
}
