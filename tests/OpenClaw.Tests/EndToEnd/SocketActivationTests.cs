using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenClaw.Foundation.Linux;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The executable as systemd starts it with a socket unit: the descriptor is number 3, and a client waits there already.</summary>
public sealed class SocketActivationTests : IDisposable
{
    private const int F_DUPFD = 0;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ControlSocket_ThatWaited_IsAnsweredAndOutlivesTheGateway()
    {
        NativeExecutable.Require();
        Directory.CreateDirectory(_folder.File("run"));
        using var socket = UnixSocket.Listen(_folder.File("run", "openclaw.sock"));
        await using var early = await ControlSocket.ConnectAsync(_folder.File("run", "openclaw.sock"));
        using var gateway = Start(socket, "control");

        Assert.Equal(gateway.Id, (int?)(await early.CallAsync("status"))?["result"]?["pid"]);

        Libc.kill(gateway.Id, 15);
        await gateway.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, gateway.ExitCode);
        await using var late = await ControlSocket.ConnectAsync(_folder.File("run", "openclaw.sock"));
    }

    [Theory]
    [InlineData("control", "is no Unix socket that listens")]
    [InlineData("page", "and [web] listen is 127.0.0.1:8484: write one of them in both places")]
    public async Task WrongSocket_IsSaidAndIsNotTriedAgain(string name, string complaint)
    {
        NativeExecutable.Require();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        using var gateway = Start(socket, name);

        var said = await gateway.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await gateway.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains(complaint, said);
        Assert.Equal(78, gateway.ExitCode);
    }

    private Process Start(Socket socket, string name)
    {
        _folder.Write("openclaw.toml", "[models.m]\nprovider = \"scripted\"\nmodel = \"demo\"\n\n[chains.default]\nmodels = [\"m\"]\n");
        // Without close-on-exec, for the shell to inherit, which puts it where systemd has it.
        var descriptor = Libc.fcntl((int)socket.Handle, F_DUPFD, 50);
        var info = NativeExecutable.StartInfo(
            [],
            _folder.Path,
            new Dictionary<string, string>
            {
                ["STATE_DIRECTORY"] = _folder.File("state"),
                ["RUNTIME_DIRECTORY"] = _folder.File("run"),
                ["OPENCLAW_CONFIG"] = _folder.File("openclaw.toml"),
                ["LISTEN_FDS"] = "1",
                ["LISTEN_FDNAMES"] = name,
                ["OPENCLAW"] = NativeExecutable.Path,
            }
        );
        (info.FileName, info.RedirectStandardInput) = ("/bin/bash", false);
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add($"exec 3<&{descriptor} {descriptor}<&-; export LISTEN_PID=$$; exec \"$OPENCLAW\" run");
        try
        {
            return Process.Start(info)!;
        }
        finally
        {
            _ = Libc.close(descriptor);
        }
    }
}
