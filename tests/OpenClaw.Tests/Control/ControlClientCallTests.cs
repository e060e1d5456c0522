using System.Net.Sockets;
using System.Text;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Tests.Control;

/// <summary>A call that waits in its thread, over a real socket, against a peer that answers byte for byte what the test says.</summary>
public sealed class ControlClientCallTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oc").FullName;

    private string Path => System.IO.Path.Combine(_folder, "s");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Call_AnswerInPiecesBehindANotification_IsFoundWhole()
    {
        var big = new string('x', 100_000);
        var asked = await CallAsync(
            """{"jsonrpc":"2.0","method":"event","params":{}}""" + "\n",
            "{\"jsonrpc\":\"2.0\",\"id\":1,",
            "\"result\":{\"socket\":\"" + big + "\"}}",
            "\n"
        );

        Assert.Equal(big, asked.GetProperty("socket").GetString());
    }

    [Fact]
    public async Task Call_ErrorOfTheCall_IsThrown() =>
        Assert.Equal(
            "no such job",
            (
                await Assert.ThrowsAsync<ControlException>(() =>
                    CallAsync("""{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no such job"}}""" + "\n")
                )
            ).Message
        );

    [Fact]
    public async Task Call_ErrorOfTheConnection_IsThrown() =>
        Assert.Equal(
            "not you",
            (
                await Assert.ThrowsAsync<ControlException>(() =>
                    CallAsync("""{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"not you"}}""" + "\n")
                )
            ).Message
        );

    [Fact]
    public async Task Call_EndedBeforeTheAnswer_IsAbsent() =>
        await Assert.ThrowsAsync<GatewayAbsentException>(() => CallAsync("""{"jsonrpc":"2.0","id":1,"res"""));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("[]\n")]
    [InlineData("{\"id\":1}\n")]
    public async Task Call_SomethingElseListens_SaysSo(string line) =>
        Assert.Contains("does not speak this protocol", (await Assert.ThrowsAsync<IOException>(() => CallAsync(line))).Message);

    [Fact]
    public void Call_NobodyThere_IsAbsent() => Assert.Throws<GatewayAbsentException>(() => ControlClient.Connect(Path));

    private async Task<System.Text.Json.JsonElement> CallAsync(params string[] pieces)
    {
        var ct = TestContext.Current.CancellationToken;
        using var listener = UnixSocket.Listen(Path);
        var asking = Task.Run(
            () =>
            {
                using var client = ControlClient.Connect(Path);
                return client.CallRaw(StatusApi.Status, NoParams.Value);
            },
            ct
        );
        using (var peer = await listener.AcceptAsync(ct))
        {
            var request = new byte[1024];
            var read = await peer.ReceiveAsync(request, ct);
            Assert.Equal("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"}\n", Encoding.UTF8.GetString(request, 0, read));
            foreach (var piece in pieces)
            {
                await peer.SendAsync(Encoding.UTF8.GetBytes(piece), ct);
            }
        }

        return await asking;
    }
}
