using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Web;
using OpenClaw.Web.Serving;

namespace OpenClaw.Tests.Web;

public sealed class WebListenerTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_ThatIsTaken_IsSaidWithTheSettingThatChangesIt()
    {
        using var first = await OpenAsync(static context => context.TextAsync(200, "hello"));

        var e = await Assert.ThrowsAsync<IOException>(() => OpenAsync(static context => context.TextAsync(200, "hello"), first.Port));

        Assert.Equal($"127.0.0.1:{first.Port} is taken by another program; [web] listen says where to listen", e.Message);
        await first.StopAsync(_ct);
    }

    [Theory]
    [InlineData(WebListener.MaxBody, "HTTP/1.1 200")]
    [InlineData(WebListener.MaxBody + 1, "HTTP/1.1 413")]
    public async Task Body_LongerThanTheMost_IsRefused(long length, string expected)
    {
        using var listener = await OpenAsync(static async context =>
        {
            try
            {
                await context.TextAsync(200, $"{(await context.BodyAsync()).Length}");
            }
            catch (WebRefusal refusal)
            {
                await refusal.WriteAsync(context, WebAnswers.TextAsync);
            }
        });
        using var client = await ConnectAsync(listener);
        await SendAsync(client, $"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
        try
        {
            await client.GetStream().WriteAsync(new byte[length], _ct);
        }
        catch (IOException)
        {
            // The server has refused it by its length and does not read on.
        }

        Assert.StartsWith(expected, await AnswerAsync(client));
    }

    [Fact]
    public async Task Headers_BeyondTheMost_AreRefused()
    {
        using var listener = await OpenAsync(static context => context.TextAsync(200, "hello"));
        using var client = await ConnectAsync(listener);
        await SendAsync(client, $"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: {new string('x', 40 << 10)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431", await AnswerAsync(client));
    }

    [Fact]
    public async Task Answer_NamesNoServer()
    {
        using var listener = await OpenAsync(static context => context.TextAsync(200, "hello"));
        using var client = await ConnectAsync(listener);
        await SendAsync(client, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("Server:", await AnswerAsync(client));
    }

    [Fact]
    public async Task Stop_WaitsForTheRequestUnderWay()
    {
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var listener = await OpenAsync(async context =>
        {
            entered.SetResult();
            await leave.Task;
            await context.TextAsync(200, "done");
        });
        using var client = await ConnectAsync(listener);
        await SendAsync(client, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await entered.Task.WaitAsync(ControlSocket.Patience, _ct);

        var stopped = listener.StopAsync(_ct);
        Assert.False(stopped.IsCompleted);
        leave.SetResult();

        Assert.EndsWith("done\n", await AnswerAsync(client));
        await stopped.WaitAsync(ControlSocket.Patience, _ct);
        using var late = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(async () => await late.ConnectAsync(IPAddress.Loopback, listener.Port, _ct));
    }

    private static Task<WebListener> OpenAsync(Func<HttpContext, Task> answer, int port = 0) =>
        WebListener.OpenAsync(
            new IPEndPoint(IPAddress.Loopback, port),
            answer,
            static () => null,
            new ConnectionGate(static _ => true, static _ => { })
        );

    private async Task<TcpClient> ConnectAsync(WebListener listener)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Port, _ct);
        return client;
    }

    private ValueTask SendAsync(TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), _ct);

    /// <summary>All that comes until the server closes the connection.</summary>
    private async Task<string> AnswerAsync(TcpClient client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(ControlSocket.Patience);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(limit.Token);
    }
}
