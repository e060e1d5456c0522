using System.Net.Sockets;
using System.Text;
using OpenClaw.Control.Client;
using OpenClaw.Control.Protocol;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Tests.Control;

/// <summary>One question over a real socket, against a peer that answers byte for byte what the test says.</summary>
public sealed class OneCallTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oc").FullName;

    private string Path => System.IO.Path.Combine(_folder, "s");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ask_AnswerInPiecesBehindANotification_IsFoundWhole()
    {
        var big = new string('x', 100_000);
        var asked = await AskAsync(
            """{"jsonrpc":"2.0","method":"event","params":{}}""" + "\n",
            "{\"jsonrpc\":\"2.0\",\"id\":1,",
            "\"result\":{\"socket\":\"" + big + "\"}}",
            "\n"
        );

        Assert.Equal(big, asked.GetProperty("socket").GetString());
    }

    [Fact]
    public async Task Ask_ErrorOfTheCall_IsThrown() =>
        Assert.Equal(
            "no such job",
            (
                await Assert.ThrowsAsync<ControlException>(() =>
                    AskAsync("""{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no such job"}}""" + "\n")
                )
            ).Message
        );

    [Fact]
    public async Task Ask_ErrorOfTheConnection_IsThrown() =>
        Assert.Equal(
            "not you",
            (
                await Assert.ThrowsAsync<ControlException>(() =>
                    AskAsync("""{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"not you"}}""" + "\n")
                )
            ).Message
        );

    [Fact]
    public async Task Ask_EndedBeforeTheAnswer_IsAbsent() =>
        await Assert.ThrowsAsync<GatewayAbsentException>(() => AskAsync("""{"jsonrpc":"2.0","id":1,"res"""));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("[]\n")]
    [InlineData("{\"id\":1}\n")]
    public async Task Ask_SomethingElseListens_SaysSo(string line) =>
        Assert.Contains("does not speak this protocol", (await Assert.ThrowsAsync<IOException>(() => AskAsync(line))).Message);

    [Fact]
    public void Ask_NobodyThere_IsAbsent() => Assert.Throws<GatewayAbsentException>(() => OneCall.Connect(Path));

    private async Task<System.Text.Json.JsonElement> AskAsync(params string[] pieces)
    {
        var ct = TestContext.Current.CancellationToken;
        using var listener = UnixSocket.Listen(Path);
        var asking = Task.Run(
            () =>
            {
                using var connection = OneCall.Connect(Path);
                return OneCall.Ask(connection, Path, ControlCalls.Status, NoParams.Value);
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
