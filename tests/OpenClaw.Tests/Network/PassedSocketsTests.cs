using System.Net;
using System.Net.Sockets;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Linux;
using OpenClaw.Foundation.Network;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Web;
using OpenClaw.Web.Serving;

namespace OpenClaw.Tests.Network;

/// <summary>Sockets that the service manager opens: taken by name, closed in commands, left where they are at the end.</summary>
public sealed class PassedSocketsTests : IDisposable
{
    private const int F_DUPFD = 0,
        F_GETFD = 1;

    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _open = [];
    private readonly List<int> _descriptors = [];
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _open.ForEach(static one => one.Dispose());
        _descriptors.ForEach(static one => Libc.close(one));
        _folder.Dispose();
    }

    [Fact]
    public void Take_ControlAndPage_AreFoundByNameAndClosedInCommands()
    {
        var first = Passed(Unix(), Tcp());
        var environment = Environment("control:page", 2);

        var passed = PassedSockets.Take(environment.GetValueOrDefault, (name, value) => environment[name] = value, first);

        Assert.Equal(_folder.File("sock"), passed.Control!.Value.Path);
        Assert.Equal(IPAddress.Loopback, passed.Page!.Value.At.Address);
        Assert.All(environment.Values, Assert.Null);
        Assert.All([first, first + 1], static descriptor => Assert.Equal(1, Libc.fcntl(descriptor, F_GETFD, 0)));
    }

    [Fact]
    public void Take_WhatIsMeantForAnotherProcess_IsNothingAndIsNotHandedOn()
    {
        var environment = Environment("control", 1);
        environment["LISTEN_PID"] = "1";

        var passed = PassedSockets.Take(environment.GetValueOrDefault, (name, value) => environment[name] = value, Passed(Unix()));

        Assert.Null(passed.Control);
        Assert.All(environment.Values, Assert.Null);
        Assert.Null(PassedSockets.Take(static _ => null, static (_, _) => { }).Page);
    }

    [Theory]
    [InlineData("openclaw.socket", "unix", "is not known: the gateway takes FileDescriptorName=control and FileDescriptorName=page")]
    [InlineData("", "unix", "is not known")]
    [InlineData(
        "control",
        "tcp",
        "is no Unix socket that listens: the socket unit needs ListenStream=/run/openclaw/openclaw.sock and Accept=no"
    )]
    [InlineData("page", "unix", "is no TCP socket that listens: the socket unit needs ListenStream=ADDRESS:PORT")]
    [InlineData("page", "udp", "is no TCP socket that listens")]
    [InlineData("page", "idle", "is no TCP socket that listens")]
    [InlineData("page", "file", "is no TCP socket that listens")]
    [InlineData("page", "closed", "is not open (")]
    public void Take_WrongDescriptor_IsNamed(string name, string kind, string complaint)
    {
        var first = kind switch
        {
            "unix" => Passed(Unix()),
            "tcp" => Passed(Tcp()),
            "udp" => Passed(Kept(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))),
            "idle" => Passed(Kept(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))),
            "file" => Passed(File.OpenHandle(_folder.Write("text", "words"))),
            _ => 987_654,
        };

        var error = Refused(Environment(name, 1), first);

        Assert.StartsWith($"descriptor {first}, which the service manager passes as \"{name}\", {complaint}", error);
    }

    [Fact]
    public void Take_SecondOfAName_AndANumberThatIsNone_AreNamed()
    {
        Assert.EndsWith(
            "is the second of that name: a socket unit of the gateway has one ListenStream=",
            Refused(Environment("page:page", 2), Passed(Tcp(), Tcp()))
        );

        var environment = Environment("page", 1);
        environment["LISTEN_FDS"] = "-1";
        Assert.Equal("LISTEN_FDS is \"-1\" and should be the number of passed sockets", Refused(environment, 3));
    }

    [Fact]
    public async Task Control_ThatIsPassed_AnswersWhoWaitedAndLeavesTheFile()
    {
        var passed = Take("control", Unix()).Control!.Value;
        using var early = await UnixSocket.ConnectAsync(passed.Path, _ct);
        var listener = UnixListener.Passed(passed.Socket, passed.Path);

        Assert.Null(listener.Open(new ControlConfig()));
        Assert.False(File.GetUnixFileMode(passed.Path).HasFlag(UnixFileMode.GroupWrite));
        using (var accepted = (await listener.AcceptAsync(_ct))!.Owner)
        {
            Assert.NotNull(accepted);
        }
        listener.Dispose();

        // The manager listens on: a client that comes now waits for the next gateway.
        Assert.True(File.Exists(passed.Path));
        using var late = await UnixSocket.ConnectAsync(passed.Path, _ct);
    }

    [Fact]
    public async Task Page_ThatIsPassed_IsServedAndServedAgain()
    {
        var (handle, at) = Take("page", Tcp()).Page!.Value;
        using var client = new HttpClient();
        // As a reload does it: the new one first, then the old one goes.
        var first = await OpenAsync(handle, at, "first");
        Assert.Equal(at.Port, first.Port);
        Assert.Equal("first\n", await client.GetStringAsync($"http://{at}/", _ct));
        await first.StopAsync(_ct);
        first.Dispose();

        using var second = await OpenAsync(handle, at, "second");

        Assert.Equal("second\n", await client.GetStringAsync($"http://{at}/", _ct));
    }

    private static Task<WebListener> OpenAsync(ulong handle, IPEndPoint at, string answer) =>
        WebListener.OpenAsync(
            at,
            context => context.TextAsync(200, answer),
            static () => null,
            new ConnectionGate(static _ => true, static _ => { }),
            handle
        );

    private PassedSockets Take(string name, Socket socket)
    {
        var environment = Environment(name, 1);
        return PassedSockets.Take(environment.GetValueOrDefault, (key, value) => environment[key] = value, Passed(socket));
    }

    private static string Refused(Dictionary<string, string?> environment, int first) =>
        Assert
            .Throws<UnixSocketException>(() =>
                PassedSockets.Take(environment.GetValueOrDefault, (name, value) => environment[name] = value, first)
            )
            .Message;

    private static Dictionary<string, string?> Environment(string names, int count) =>
        new()
        {
            ["LISTEN_PID"] = $"{System.Environment.ProcessId}",
            ["LISTEN_FDS"] = $"{count}",
            ["LISTEN_FDNAMES"] = names,
            ["LISTEN_PIDFDID"] = "7",
        };

    private Socket Unix() => Kept(UnixSocket.Listen(_folder.File("sock")));

    private Socket Tcp()
    {
        var socket = Kept(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private Socket Kept(Socket socket)
    {
        _open.Add(socket);
        return socket;
    }

    private int Passed(params Socket[] sockets) => Passed([.. sockets.Select(static socket => (int)socket.Handle)]);

    private int Passed(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        _open.Add(file);
        return Passed(new[] { (int)file.DangerousGetHandle() });
    }

    /// <summary>The descriptors once more, one behind the other as a service manager has them.</summary>
    private int Passed(int[] originals)
    {
        var first = 0;
        for (var from = 400; first == 0; from += 100)
        {
            int[] copies = [.. originals.Select(original => Libc.fcntl(original, F_DUPFD, from))];
            _descriptors.AddRange(copies);
            first = copies[^1] - copies[0] == copies.Length - 1 ? copies[0] : 0;
        }
        return first;
    }
}
