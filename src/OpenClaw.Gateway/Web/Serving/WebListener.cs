using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace OpenClaw.Web.Serving;

/// <summary>An address that is listened on, by Kestrel without a host around it (decision 0014). Requests are answered on pool
/// threads.</summary>
internal sealed class WebListener : IDisposable
{
    /// <summary>Further connections are closed at once, and those of one address before that (<see cref="ConnectionGate"/>). A page holds
    /// one or two; ten thousand of them must not take the memory of the conversations.</summary>
    public const int MaxConnections = 512;

    /// <summary>What a request may bring, unless who answers it says otherwise.</summary>
    public const long MaxBody = 1 << 20;

    /// <summary>A second, after a moment's grace; a modem of 1990 was faster.</summary>
    private const double SlowestBytes = 240;

    private readonly KestrelServer _server;

    private WebListener(KestrelServer server, IPEndPoint at) => (_server, At) = (server, at);

    /// <summary>What was asked for; with port 0 the one that was given is in <see cref="Port"/>.</summary>
    public IPEndPoint At { get; }

    public int Port { get; private init; }

    /// <param name="passed">The descriptor of a socket that listens at this address already; it stays open.</param>
    /// <exception cref="IOException">It cannot be listened on; the message is for people.</exception>
    public static async Task<WebListener> OpenAsync(
        IPEndPoint at,
        Func<HttpContext, Task> answer,
        Func<TlsCertificate?> certificate,
        ConnectionGate gate,
        ulong? passed = null
    )
    {
        var options = new KestrelServerOptions { ApplicationServices = new NoServices(), AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxRequestBodySize = MaxBody;
        options.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        // Whoever sends a byte now and then would hold a connection for as long as he likes.
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytes, TimeSpan.FromSeconds(5));
        options.Limits.MinResponseDataRate = new MinDataRate(SlowestBytes, TimeSpan.FromSeconds(5));
        ListenOptions? listening = null;
        void Configure(ListenOptions listen)
        {
            listening = listen;
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => gate.RunAsync(connection, next));
            if (certificate() is not null)
            {
                listen.Use(next => new TlsConnections(next, certificate).RunAsync);
            }
        }
        if (passed is { } handle)
        {
            // A number of its own for each server, never given back: the kernel goes on to tell of a descriptor whose socket others hold, and the
            // framework takes no second one of that number. It is one a reload that opens the address anew.
            options.ListenHandle((ulong)Libc.fcntl((int)handle, Libc.F_DUPFD_CLOEXEC, 3), Configure);
        }
        else
        {
            options.Listen(at, Configure);
        }
        var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance
        );
        try
        {
            await server.StartAsync(new Application(answer), CancellationToken.None);
            return new WebListener(server, at) { Port = listening?.IPEndPoint?.Port ?? at.Port };
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            server.Dispose();
            throw new IOException(
                e is AddressInUseException or { InnerException: AddressInUseException }
                    ? $"{at} is taken by another program; [web] listen says where to listen"
                    : $"{at} cannot be listened on: {e.Message}",
                e
            );
        }
    }

    /// <summary>Takes no new connections and waits for the requests under way until <paramref name="deadline"/>; then they are cut
    /// off.</summary>
    public Task StopAsync(CancellationToken deadline) => _server.StopAsync(deadline);

    public void Dispose() => _server.Dispose();

    /// <summary>Kestrel asks for a logger by way of a container; there is none.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type type) => type == typeof(ILoggerFactory) ? NullLoggerFactory.Instance : null;
    }

    private sealed class Application(Func<HttpContext, Task> answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection features) => new DefaultHttpContext(features);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception) { }
    }
}
