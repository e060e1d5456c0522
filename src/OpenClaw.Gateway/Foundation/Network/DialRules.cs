using System.Net;

namespace OpenClaw.Foundation.Network;

/// <summary>Where the gateway may connect to. Made from <c>[network]</c> and the hosts of configured channels; never changes once
/// made.</summary>
/// <param name="localOnly">Refuse every address that is neither loopback nor listed.</param>
/// <param name="allow">Addresses, ranges (<c>192.168.1.0/24</c>), host names, and with <c>*.</c> all names below one.</param>
/// <exception cref="FormatException">An entry is none of the three; the message quotes it.</exception>
internal sealed class DialRules(bool localOnly, IEnumerable<string> allow)
{
    private readonly Peer[] _peers =
    [
        .. allow.Select(text =>
            TryParse(text, out var peer)
                ? peer
                : throw new FormatException($"\"{text}\" is not an address, a range such as \"192.168.1.0/24\" or a host name")
        ),
    ];

    /// <summary>Everything may be dialled.</summary>
    public static DialRules Open { get; } = new(localOnly: false, []);

    public bool LocalOnly { get; } = localOnly;

    /// <summary>Says whether an entry of <c>network.allow</c> can be understood, so that <c>check</c> can point at the one that
    /// cannot.</summary>
    public static bool IsValidEntry(string text) => TryParse(text, out _);

    /// <summary>A name may be looked up when it is listed. Asking a name server about any other name would itself tell the outside what we
    /// are doing.</summary>
    public bool MayResolve(string host) => !LocalOnly || IsLocalhost(host) || IsListed(host);

    /// <summary>Decides on the address that is really connected to; <paramref name="host"/> is what was asked for.</summary>
    public bool MayConnect(string host, IPAddress address)
    {
        if (!LocalOnly)
        {
            return true;
        }
        address = Plain(address);
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }
        // "localhost" is a promise about the address, not a listed name: one that leads elsewhere is refused even if somebody lists it.
        if (!IsLocalhost(host) && IsListed(host))
        {
            return true;
        }
        return _peers.Any(peer => peer.Network is { } network && network.Contains(address));
    }

    private bool IsListed(string host)
    {
        var plain = host.TrimEnd('.');
        return _peers.Any(peer =>
            peer.Name is { } name
            && (
                peer.IsParent
                    ? plain.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)
                    : plain.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
        );
    }

    private static bool IsLocalhost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    // A v4 peer reached over a v6 socket shows as ::ffff:a.b.c.d; it is the same machine.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool TryParse(string text, out Peer peer)
    {
        peer = default;
        var plain = text.Trim().TrimStart('[').TrimEnd(']');
        // "1" or "10.1" would parse as an address in the shorthand nobody means.
        if (IPAddress.TryParse(plain, out var address) && (plain.Contains(':') || plain.Count(c => c == '.') == 3))
        {
            address = Plain(address);
            peer = new Peer(null, new IPNetwork(address, address.GetAddressBytes().Length * 8));
            return true;
        }

        if (plain.Contains('/'))
        {
            return TryParseRange(plain, out peer);
        }
        var isParent = plain.StartsWith("*.", StringComparison.Ordinal);
        if (isParent)
        {
            plain = plain[2..];
        }
        if (Uri.CheckHostName(plain) != UriHostNameType.Dns || plain.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            return false;
        }
        peer = new Peer(plain.TrimEnd('.'), null, isParent);
        return true;
    }

    private static bool TryParseRange(string text, out Peer peer)
    {
        peer = default;
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(text.AsSpan(0, slash), out var address) || !int.TryParse(text.AsSpan(slash + 1), out var bits))
        {
            return false;
        }
        var bytes = address.GetAddressBytes();
        if (bits < 0 || bits > bytes.Length * 8)
        {
            return false;
        }
        // IPNetwork refuses host bits; people write the address of a machine with the length of its network, and it is clear what they
        // mean.
        for (var bit = bits; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }
        peer = new Peer(null, new IPNetwork(new IPAddress(bytes), bits));
        return true;
    }

    /// <param name="IsParent">Not the name itself, but all below it.</param>
    private readonly record struct Peer(string? Name, IPNetwork? Network, bool IsParent = false);
}
