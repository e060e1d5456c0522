using System.Net;

namespace OpenClaw.Config.Tables.Web;

/// <summary><c>[web]</c>: the one HTTP server, which the page, webhooks and the rest of what is served share. It runs when there is
/// something to serve.</summary>
internal sealed record WebConfig
{
    /// <summary>Whether the table is written: alone it serves <c>/healthz</c> and <c>/readyz</c>.</summary>
    public bool IsWritten { get; init; }

    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8484);

    /// <summary>A proxy in front of it ends TLS: what it says of the caller's address and scheme is believed.</summary>
    public bool BehindProxy { get; init; }

    /// <summary>Host names it may be called by, beside its own address. Any other is refused, or a page from elsewhere could make a browser
    /// ask in its owner's name.</summary>
    public EquatableArray<string> Hosts { get; init; } = [];

    /// <summary>PEM files; null is plain HTTP.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Whether browsers reach it over TLS: then cookies are theirs only.</summary>
    public bool IsSecure => Tls is not null || BehindProxy;
}

/// <param name="Certificate">The file with the certificate and those that lead to its root.</param>
/// <param name="Key">The file with its private key.</param>
internal sealed record TlsFiles(string Certificate, string Key);
