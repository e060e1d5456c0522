using System.Net.WebSockets;
using OpenClaw.Channels.Slack;
using OpenClaw.Foundation.Network;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Slack;

public sealed class SlackSocketTests
{
    private readonly FakeClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SlackSocket Socket(DialRules? rules = null, TimeSpan? keepAlive = null) =>
        new(new Dialer(rules ?? DialRules.Open, TimeProvider.System), _clock, keepAlive);

    private async Task<(byte[]? Message, string? End)> ReceiveAsync(
        Func<WebSocket, CancellationToken, Task> serve,
        TimeSpan? keepAlive = null
    )
    {
        await using var server = new WebSocketServer((socket, _, stop) => serve(socket, stop));
        using var socket = Socket(keepAlive: keepAlive);
        Assert.Null(await socket.ConnectAsync(server.Url, Ct));
        return await socket.ReceiveAsync(Timeout.InfiniteTimeSpan, Ct);
    }

    [Fact]
    public async Task Receive_MessageInPieces_IsWhole()
    {
        var (message, _) = await ReceiveAsync(
            static async (socket, stop) =>
            {
                await socket.SendAsync("hel"u8.ToArray(), WebSocketMessageType.Text, false, stop);
                await socket.SendAsync("lo"u8.ToArray(), WebSocketMessageType.Text, true, stop);
                await socket.ReceiveAsync(new byte[1], stop);
            }
        );

        Assert.Equal("hello"u8.ToArray(), message);
    }

    [Fact]
    public async Task Receive_Closed_SaysSo() =>
        Assert.Equal(
            "127.0.0.1 closed the connection",
            (await ReceiveAsync(static (socket, stop) => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop))).End
        );

    [Fact]
    public async Task Receive_CutOff_SaysSo() =>
        Assert.Equal("the connection to 127.0.0.1 was lost", (await ReceiveAsync(static (_, _) => Task.CompletedTask)).End);

    [Fact]
    public async Task Receive_MessageWithoutEnd_IsGivenUp() =>
        Assert.Equal(
            "127.0.0.1 sent a message that is too long",
            (
                await ReceiveAsync(
                    static async (socket, stop) =>
                    {
                        while (true)
                        {
                            await socket.SendAsync(new byte[256 * 1024], WebSocketMessageType.Text, false, stop);
                        }
                    }
                )
            ).End
        );

    [Fact]
    public async Task Receive_OtherSideIsDead_IsFoundOut()
    {
        // It reads nothing, so it answers no ping.
        var (_, end) = await ReceiveAsync(
            static (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop),
            keepAlive: TimeSpan.FromMilliseconds(50)
        );

        Assert.Equal("127.0.0.1 does not answer any more", end);
    }

    [Fact]
    public async Task Receive_NothingInTime_SaysSo()
    {
        var over = new TaskCompletionSource();
        await using var server = new WebSocketServer((_, _, _) => over.Task);
        using var socket = Socket();
        Assert.Null(await socket.ConnectAsync(server.Url, Ct));

        var receiving = socket.ReceiveAsync(TimeSpan.FromSeconds(10), Ct);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("127.0.0.1 opened a connection and says nothing", (await receiving).End);
        over.SetResult();
    }

    [Fact]
    public async Task Connect_NoWebSocketThere_SaysWhyWithoutTheAddress()
    {
        await using var server = new RawServer(static _ => RawReply.Http(404, "no"));
        using var socket = Socket();

        var problem = await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/link?ticket=secret"), Ct);

        Assert.Contains("404", problem);
        Assert.DoesNotContain("secret", problem);
    }

    [Fact]
    public async Task Connect_LocalOnly_IsRefusedForOthers()
    {
        using var socket = Socket(new DialRules(localOnly: true, ["*.slack.com"]));
        Assert.Contains("network.local_only refuses", await socket.ConnectAsync(new Uri("wss://wss.example.org/?ticket=secret"), Ct));
    }
}
