using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Wire;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Control;

public sealed class UnixListenerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_UsersComeAndGo_SocketIsOpenToOthersOnlyMeanwhile()
    {
        using var listener = await UnixListener.OpenAsync(
            _folder.File("in/sock"),
            new ControlConfig(),
            TestContext.Current.CancellationToken
        );
        Assert.False(File.GetUnixFileMode(listener.Address).HasFlag(UnixFileMode.OtherWrite));

        // The folder was made for its owner alone, and the operator has to hear that.
        Assert.Contains("chmod o+x", listener.Open(new ControlConfig { Users = ["ann"] }));
        Assert.True(File.GetUnixFileMode(listener.Address).HasFlag(UnixFileMode.OtherWrite));

        Assert.Null(listener.Open(new ControlConfig()));
        Assert.False(File.GetUnixFileMode(listener.Address).HasFlag(UnixFileMode.OtherWrite));
    }
}
