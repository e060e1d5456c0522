using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using OpenClaw.Control.Wire;

namespace OpenClaw.Web.Serving;

/// <summary>Puts TLS between the socket and HTTP. Kestrel's own way wants a host's container; this is all there is to it.</summary>
internal sealed class TlsConnections(ConnectionDelegate next, Func<TlsCertificate?> certificate)
{
    private static readonly TimeSpan s_handshake = TimeSpan.FromSeconds(10);

    public async Task RunAsync(ConnectionContext connection)
    {
        var socket = connection.Transport;
        await using var tls = new SslStream(
            new DuplexStream(socket.Input.AsStream(leaveOpen: true), socket.Output.AsStream(leaveOpen: true))
        );
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        limit.CancelAfter(s_handshake);
        try
        {
            await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = certificate()!.Value,
                        ApplicationProtocols = [SslApplicationProtocol.Http11],
                    },
                    limit.Token
                )
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            // Plain HTTP to the TLS port, a scanner, a silent socket: nobody here to tell.
            return;
        }

        var pipe = new StreamPipe(tls);
        try
        {
            connection.Transport = pipe;
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await pipe.Input.CompleteAsync().ConfigureAwait(false);
            await pipe.Output.CompleteAsync().ConfigureAwait(false);
            connection.Transport = socket;
        }
    }
}
