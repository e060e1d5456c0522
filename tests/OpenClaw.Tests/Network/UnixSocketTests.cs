using System.Net.Sockets;
using System.Text;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Tests.Network;

public sealed class UnixSocketTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oc").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PeerCredentials_OwnProcess_AreOurs()
    {
        using var listener = UnixSocket.Listen(PathOf("s"));
        using var client = await UnixSocket.ConnectAsync(PathOf("s"), Ct);
        using var server = await listener.AcceptAsync(Ct);

        var peer = PeerCredentials.Of(server);

        Assert.Equal(Environment.ProcessId, peer.Pid);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("s")));
        await client.SendAsync(Encoding.UTF8.GetBytes("hi"), Ct);
        var buffer = new byte[8];
        Assert.Equal(2, await server.ReceiveAsync(buffer, Ct));
    }

    [Fact]
    public void Listen_LiveSocket_SaysThatAnotherGatewayRuns()
    {
        using var first = UnixSocket.Listen(PathOf("s"));
        var taken = Assert.Throws<UnixSocketException>(() => UnixSocket.Listen(PathOf("s")));
        Assert.True(taken.IsTaken);
    }

    [Fact]
    public async Task Listen_StaleSocket_IsTakenOver()
    {
        // Closing a bound socket without unlinking is what a killed process leaves.
        var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(PathOf("s")));
        var left = PathOf("left");
        File.Move(PathOf("s"), left);
        dead.Dispose();

        using var listener = UnixSocket.Listen(left);
        using var client = await UnixSocket.ConnectAsync(left, Ct);
        Assert.True(client.Connected);
    }

    [Fact]
    public void Listen_OrdinaryFile_IsLeftAlone()
    {
        File.WriteAllText(PathOf("s"), "precious");
        var refused = Assert.Throws<UnixSocketException>(() => UnixSocket.Listen(PathOf("s")));
        Assert.Contains("not a socket", refused.Message);
        Assert.Equal("precious", File.ReadAllText(PathOf("s")));
    }

    [Fact]
    public async Task Listen_PathTooLong_SaysHowLongItMayBe()
    {
        var path = PathOf(new string('x', 120));
        Assert.Contains("107", Assert.Throws<UnixSocketException>(() => UnixSocket.Listen(path)).Message);
        await Assert.ThrowsAsync<UnixSocketException>(() => UnixSocket.ConnectAsync(path, Ct));
    }

    [Fact]
    public async Task Connect_NobodyThere_IsAbsent()
    {
        var absent = await Assert.ThrowsAsync<UnixSocketException>(() => UnixSocket.ConnectAsync(PathOf("none"), Ct));
        Assert.True(absent.IsAbsent);
    }
}
