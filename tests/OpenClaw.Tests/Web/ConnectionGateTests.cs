using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Web;
using OpenClaw.Web.Serving;

namespace OpenClaw.Tests.Web;

public class ConnectionGateTests
{
    private readonly List<string> _refused = [];

    [Fact]
    public async Task Connections_OfOneAddressBeyondItsShare_AreClosedAndThereIsRoomAgainWhenOneEnds()
    {
        using var listener = await OpenAsync(isShared: false);
        var open = new List<TcpClient>();
        for (var i = 0; i < ConnectionGate.MostOfOne; i++)
        {
            open.Add(await AskAsync(listener, "HTTP/1.1 200"));
        }

        await AskAsync(listener, "");

        Assert.Equal(["127.0.0.1"], _refused);
        open[0].Dispose();
        // The server hears of the end in its own time.
        while (true)
        {
            using var again = await ConnectAsync(listener);
            if ((await SaidAsync(again)).StartsWith("HTTP/1.1 200"))
            {
                break;
            }
        }

        open.ForEach(static one => one.Dispose());
        await listener.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Connections_OfAnAddressThatManyShare_MayBeMore()
    {
        using var listener = await OpenAsync(isShared: true);
        var open = new List<TcpClient>();
        for (var i = 0; i < 2 * ConnectionGate.MostOfOne; i++)
        {
            open.Add(await AskAsync(listener, "HTTP/1.1 200"));
        }

        Assert.Empty(_refused);
        open.ForEach(static one => one.Dispose());
        await listener.StopAsync(TestContext.Current.CancellationToken);
    }

    private Task<WebListener> OpenAsync(bool isShared) =>
        WebListener.OpenAsync(
            new IPEndPoint(IPAddress.Loopback, 0),
            static context => context.TextAsync(200, "hello"),
            static () => null,
            new ConnectionGate(
                _ => isShared,
                caller =>
                {
                    lock (_refused)
                    {
                        _refused.Add(caller);
                    }
                }
            )
        );

    private static async Task<TcpClient> ConnectAsync(WebListener listener)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Port, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task<TcpClient> AskAsync(WebListener listener, string expected)
    {
        var client = await ConnectAsync(listener);
        Assert.StartsWith(expected, await SaidAsync(client));
        return client;
    }

    /// <summary>What is answered; nothing by one who hangs up.</summary>
    private static async Task<string> SaidAsync(TcpClient client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(ControlSocket.Patience);
        var piece = new byte[1024];
        try
        {
            await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), limit.Token);
            return Encoding.ASCII.GetString(piece, 0, await client.GetStream().ReadAsync(piece, limit.Token));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
