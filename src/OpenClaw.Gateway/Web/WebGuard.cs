using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web;

/// <summary>
/// What is asked of every request before anybody looks at it: that it means this server, and that no page of another site sent it. A site
/// whose name suddenly leads to this machine (DNS rebinding) comes with its own name as host. Pure.
/// </summary>
internal static class WebGuard
{
    /// <summary>RFC 1918, and what carriers and Tailscale use of RFC 6598.</summary>
    private static readonly IPNetwork[] s_private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"),
    ];

    /// <summary>Why the host is not answered; null when it is. An address in place of a name cannot have been made to lead here.</summary>
    public static string? HostRefusal(HttpRequest request, WebConfig settings)
    {
        var host = request.Host.Host;
        return host.Length > 0 && (IsOwn(host) || settings.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            ? null
            : $"this server does not go by the name \"{Shown(host)}\"; the names it may be called by are [web] hosts";
    }

    /// <summary>Why a request from a page of another site is not answered; null for one of this server's own page, and for programs, which
    /// name no origin.</summary>
    public static string? OriginRefusal(HttpRequest request, WebConfig settings)
    {
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin)
        {
            return null;
        }
        return
            Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && (
                string.Equals(uri.Authority, Authority(request.Host, uri), StringComparison.OrdinalIgnoreCase)
                || settings.Hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            )
            ? null
            : $"requests of pages from {Shown(origin)} are not answered";
    }

    /// <summary>
    /// Who asks. What a proxy says is believed where the configuration says that there is one, and only from this machine or its own
    /// network: anybody can write that header. The last of several is the one that the proxy saw itself.
    /// </summary>
    public static string CallerOf(HttpContext context, WebConfig settings)
    {
        if (
            settings.BehindProxy
            && context.Connection.RemoteIpAddress is { } peer
            && IsNear(peer)
            && context.Request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } forwarded
            && IPAddress.TryParse(forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim(), out var said)
        )
        {
            return said.ToString();
        }
        return context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
    }

    /// <summary>Whether many callers may come from this address: from this machine's own (a proxy or a tunnel nobody told us of), or from a
    /// proxy that the configuration says there is.</summary>
    public static bool IsShared(IPAddress address, WebConfig settings) =>
        settings.BehindProxy ? IsNear(address) : IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsNear(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        return IPAddress.IsLoopback(address)
            || address.IsIPv6UniqueLocal
            || address.IsIPv6LinkLocal
            || s_private.Any(network => network.Contains(address));
    }

    private static bool IsOwn(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    /// <summary>The host as the origin would write it: a scheme's own port is left out there.</summary>
    private static string Authority(HostString host, Uri origin) =>
        host.Port is { } port && port != (origin.Scheme == "https" ? 443 : 80) ? $"{host.Host}:{port}" : host.Host;

    private static string Shown(string text) => Escaping.Line(text.Length <= 100 ? text : text[..100] + "...");
}
