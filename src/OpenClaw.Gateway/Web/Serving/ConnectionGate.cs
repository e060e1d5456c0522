using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OpenClaw.Web.Serving;

/// <summary>Counts the open connections of each address and closes those beyond its share at once: one caller must not take all that the
/// server has. From any thread.</summary>
/// <param name="isShared">Whether many callers may come from an address: this machine's own, and a proxy that the configuration
/// names.</param>
/// <param name="refused">Told of each that was closed.</param>
internal sealed class ConnectionGate(Func<IPAddress, bool> isShared, Action<string> refused)
{
    /// <summary>A browser opens six, and holds one or two.</summary>
    public const int MostOfOne = 32;

    public const int MostOfShared = 384;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = [];

    /// <summary>Serves the connection with <paramref name="next"/>, or returns at once: then the server closes it.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        var network = AddressBuckets.NetworkOf(address.ToString());
        if (!TryEnter(network, isShared(address) ? MostOfShared : MostOfOne))
        {
            refused(address.ToString());
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(network);
        }
    }

    private bool TryEnter(string network, int most)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(network);
            if (open >= most)
            {
                return false;
            }
            _open[network] = open + 1;
            return true;
        }
    }

    private void Leave(string network)
    {
        lock (_gate)
        {
            if (--_open[network] == 0)
            {
                _open.Remove(network);
            }
        }
    }
}
