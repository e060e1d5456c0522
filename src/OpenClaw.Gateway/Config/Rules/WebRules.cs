using System.Net;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class WebRules
{
    /// <summary>Tokens and conversations do not cross a network in the clear.</summary>
    public static void OutsideNeedsTls(GatewayConfig config, BindContext context)
    {
        if (config.Web.IsSecure || IPAddress.IsLoopback(config.Web.Listen.Address))
        {
            return;
        }
        context.Diagnostics.Error(
            context.Place("web.listen"),
            $"web.listen is \"{config.Web.Listen}\", which others can reach, and nothing encrypts it. Give it web.tls = {{ certificate = .., key = .. }}, or listen on 127.0.0.1; "
                + "behind a proxy that ends TLS, say web.behind_proxy = true"
        );
    }

    public static void CertificateExists(GatewayConfig config, BindContext context)
    {
        if (config.Web.Tls is not { } tls)
        {
            return;
        }
        foreach (var (name, file) in new[] { ("certificate", tls.Certificate), ("key", tls.Key) })
        {
            if (!File.Exists(file))
            {
                context.Diagnostics.Warning(
                    context.Place($"web.tls.{name}"),
                    $"web.tls.{name}: {file} does not exist; the web server waits until it does"
                );
            }
        }
    }

    /// <summary>Two who log in with one token would be the same person, whichever of them it is.</summary>
    public static void TokensDiffer(GatewayConfig config, BindContext context)
    {
        var users = (config.Channels.WebChat?.Users ?? []).Select(static user => (user.Name, user.Token));
        TokensDiffer(context, "channels.webchat.users", users, "whoever logs in");
        var clients = (config.Api?.Clients ?? []).Select(static client => (client.Name, client.Token));
        TokensDiffer(context, "api.clients", clients, "whoever shows it");
    }

    private static void TokensDiffer(BindContext context, string setting, IEnumerable<(string Name, Secret Token)> owners, string who)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, secret) in owners)
        {
            if (secret.Value is { } token && !seen.TryAdd(token, name))
            {
                context.Diagnostics.Error(
                    context.Place($"{setting}.{name}.token"),
                    $"{setting}.{name} has the same token as {seen[token]}; {who} would be one of the two"
                );
            }
        }
    }

    /// <summary>How much goes on here is not for everybody who finds the port.</summary>
    public static void MetricsAreNotForEverybody(GatewayConfig config, BindContext context)
    {
        if (config.Metrics is not { Token: null } || (IPAddress.IsLoopback(config.Web.Listen.Address) && !config.Web.BehindProxy))
        {
            return;
        }
        context.Diagnostics.Error(
            context.Place("metrics") ?? context.Place("web.listen"),
            "metrics needs a token where others can reach the server: [metrics] token = { credential = \"metrics_token\" }"
        );
    }

    public static void SomebodyMayCome(GatewayConfig config, BindContext context)
    {
        if (config.Channels.WebChat is { Users.Count: 0 } && context.Place("channels.webchat.users") is { } users)
        {
            context.Diagnostics.Warning(users, "channels.webchat.users is empty: nobody can log in");
        }
        if (config.Api is { Clients.Count: 0 } && context.Place("api.clients") is { } clients)
        {
            context.Diagnostics.Warning(clients, "api.clients is empty: nobody can come in");
        }
    }
}
