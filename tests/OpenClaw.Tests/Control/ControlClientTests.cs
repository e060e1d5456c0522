using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Logging;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Tests.Control;

public sealed class ControlClientTests : IAsyncDisposable
{
    private readonly EchoMethod _echo;
    private readonly ControlRig _rig;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ControlClientTests()
    {
        EventLoop? loop = null;
        _echo = new EchoMethod { Loop = () => loop! };
        _rig = new ControlRig(_echo);
        loop = _rig.Loop;
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Call_IsAnswered()
    {
        await using var client = Connect();

        var result = await client.CallAsync(SendApi.Send, new SendParams { Session = "x", Text = "hé" }, _ct);

        Assert.Equal(("x", "hé"), (result.Session, result.Reply));
    }

    [Fact]
    public async Task Call_AnsweredWithAnError_Throws()
    {
        await using var client = Connect();

        var e = await Assert.ThrowsAsync<ControlException>(() => client.CallAsync(SendApi.Send, new SendParams { Text = "refuse" }, _ct));

        Assert.Equal((ControlErrors.NotFound, "no session \"x\""), (e.Code, e.Message));
    }

    [Fact]
    public async Task Calls_Overlap()
    {
        await using var client = Connect();
        var slow = client.CallAsync(SendApi.Send, new SendParams { Text = "wait" }, _ct);

        Assert.Equal("quick", (await client.CallAsync(SendApi.Send, new SendParams { Text = "quick" }, _ct)).Reply);
        _echo.Gate.SetResult();
        Assert.Equal("wait", (await slow).Reply);
    }

    [Fact]
    public async Task Notifications_Arrive()
    {
        await using var client = Connect();
        await client.CallAsync(SendApi.Send, new SendParams { Text = "hi" }, _ct);
        var peer = await _echo.Entered.Task;

        peer.Notify(OperationApi.Log, new LogLine("one"));

        var notification = await client.Notifications.ReadAsync(_ct);
        Assert.Null(notification.As(EventsApi.Event));
        Assert.Equal("one", notification.As(OperationApi.Log)!.Line);
    }

    [Fact]
    public async Task GatewayEnds_OpenCallsAndNotificationsEnd()
    {
        await using var client = Connect();
        var open = client.CallAsync(SendApi.Send, new SendParams { Text = "wait" }, _ct);
        await _echo.Entered.Task;

        await _rig.DisposeAsync();

        await Assert.ThrowsAsync<GatewayAbsentException>(() => open);
        Assert.False(await client.Notifications.WaitToReadAsync(_ct));
        await Assert.ThrowsAsync<GatewayAbsentException>(() => client.CallAsync(SendApi.Send, new SendParams { Text = "late" }, _ct));
    }

    [Fact]
    public async Task Stranger_HearsWhy()
    {
        await using var client = new ControlClient(_rig.Connect(uid: 4321).Stream, "test");

        var e = await Assert.ThrowsAsync<ControlException>(() => client.CallAsync(SendApi.Send, new SendParams { Text = "hi" }, _ct));

        Assert.Equal(ControlErrors.NotAllowed, e.Code);
    }

    [Fact]
    public async Task RealSocket_ServesRefusesASecondGatewayAndLeavesNothing()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("oc").FullName, "run", "openclaw.sock");
        var listener = await UnixListener.OpenAsync(path, new ControlConfig(), _ct);
        var server = new ControlServer(
            _rig.Loop,
            new MethodTable(_echo),
            new ControlAccess(UnixUser.Own, new ControlConfig()),
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance
        );
        await _rig.Loop.InvokeAsync(() =>
        {
            server.Start(listener);
            return Task.FromResult(0);
        });

        Assert.Equal("600 700", $"{Mode(path)} {Mode(Path.GetDirectoryName(path)!)}");
        await using (var client = await ControlClient.ConnectAsync(path, _ct))
        {
            var result = await client.CallAsync(SendApi.Send, new SendParams { Text = "hi" }, _ct);
            Assert.Equal($"local:{Environment.UserName}", result.Message);
            Assert.Equal(Environment.ProcessId, (await _echo.Entered.Task).Pid);
        }

        var taken = await Assert.ThrowsAsync<UnixSocketException>(() => UnixListener.OpenAsync(path, new ControlConfig(), _ct));
        Assert.Contains($"(process {Environment.ProcessId})", taken.Message);

        await _rig.Loop.InvokeAsync(async () =>
        {
            await server.StopAsync();
            return 0;
        });
        Assert.False(File.Exists(path));
        var absent = await Assert.ThrowsAsync<GatewayAbsentException>(() => ControlClient.ConnectAsync(path, _ct));
        Assert.Contains("start it with `openclaw run`", absent.Message);
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(path))!, recursive: true);
    }

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private ControlClient Connect() => new(_rig.Connect().Stream, "test");
}
