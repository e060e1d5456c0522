using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Foundation.Network;

/// <summary>
/// The only maker of HTTP clients and TCP sockets. Every connection passes <see cref="ConnectAsync"/>, where the address is checked after
/// the name was resolved and the socket connects to that very address, so a name that changes its answer in between gains nothing.
/// </summary>
/// <param name="resolve">How names become addresses; tests give their own.</param>
/// <param name="proxy">Null is that of the environment.</param>
internal sealed class Dialer(
    DialRules rules,
    TimeProvider time,
    Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
    IWebProxy? proxy = null
)
{
    private readonly DialRules _rules = rules;
    private readonly TimeProvider _time = time;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? LookUpAsync;
    private readonly IWebProxy? _proxy = proxy;

    /// <summary>A request may carry its own patience for the TCP connection here; chains of models differ in it.</summary>
    public static HttpRequestOptionsKey<TimeSpan> ConnectTimeout { get; } = new("openclaw.connect_timeout");

    /// <summary>Set on a request that a connection was opened for; one without it found a connection that had been used before.</summary>
    public static HttpRequestOptionsKey<bool> Dialled { get; } = new("openclaw.dialled");

#pragma warning disable RS0030 // This file is the place the ban sends everybody to.
    /// <summary>A client without redirects and without a time limit of its own: how long to wait is the caller's.</summary>
    public HttpClient CreateHttpClient() => new(CreateHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030

    /// <summary>For what is not HttpClient but speaks HTTP first, such as a web socket.</summary>
    public HttpMessageInvoker CreateInvoker() => new(CreateHandler(), disposeHandler: true);

    /// <summary>Opens a TCP connection to the first permitted address of a host that answers.</summary>
    /// <exception cref="DialRefusedException">The rules do not permit the host or any of its addresses.</exception>
    /// <exception cref="TimeoutException">Nothing answered within <paramref name="timeout"/>.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, TimeSpan timeout, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var addresses = await ResolveAsync(host, both.Token).ConfigureAwait(false);
            return await ConnectToFirstAsync(host, addresses, port, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"no connection to {host}:{port} within {timeout.TotalSeconds:0.###} s");
        }
    }

    private SocketsHttpHandler CreateHandler() =>
        new()
        {
            // A redirect could lead a request, with its key, to a place nobody configured.
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new PermittedProxy(_proxy ?? HttpClient.DefaultProxy, _rules),
            // Addresses change; a pooled connection should not outlive them by hours.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = async (context, ct) =>
            {
                context.InitialRequestMessage.Options.Set(Dialled, true);
                var timeout = context.InitialRequestMessage.Options.TryGetValue(ConnectTimeout, out var own)
                    ? own
                    : TimeSpan.FromSeconds(15);
                return await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, timeout, ct).ConfigureAwait(false);
            },
        };

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return [literal];
        }
        if (!_rules.MayResolve(host))
        {
            throw Refused(host, $"\"{host}\" is not listed");
        }
        return await _resolve(host, ct).WaitAsync(ct).ConfigureAwait(false);
    }

    // "localhost" is this machine by definition; asking a name server about it could only go wrong.
    private static Task<IPAddress[]> LookUpAsync(string host, CancellationToken ct) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback])
            : Dns.GetHostAddressesAsync(host, ct);

    private async Task<NetworkStream> ConnectToFirstAsync(string host, IPAddress[] addresses, int port, CancellationToken ct)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            if (!_rules.MayConnect(host, address))
            {
                last ??= Refused(
                    host,
                    address.ToString() == host ? $"{address} is not listed" : $"\"{host}\" is {address}, which is not listed"
                );
                continue;
            }

#pragma warning disable RS0030 // This is the place the ban sends everybody to.
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore RS0030
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), ct).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static DialRefusedException Refused(string host, string why) =>
        new($"network.local_only refuses the connection to {host}: {why}. Add it to network.allow, or set network.local_only = false");

    /// <summary>
    /// The proxy of the environment (<c>HTTPS_PROXY</c> and its kin), except for this machine: a local model behind a company's proxy
    /// variable is still local. A proxy would carry a request anywhere, so what the rules do not permit is not given to it: it is dialled,
    /// and refused there. The proxy itself is dialled like any host. </summary>
    private sealed class PermittedProxy(IWebProxy inner, DialRules rules) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => inner.Credentials;
            set => inner.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => inner.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || inner.IsBypassed(host) || !IsPermitted(host.Host);

        private bool IsPermitted(string host) =>
            IPAddress.TryParse(host.Trim('[', ']'), out var address) ? rules.MayConnect(host, address) : rules.MayResolve(host);
    }
}
