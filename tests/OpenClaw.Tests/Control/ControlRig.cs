using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Network;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Control;

/// <summary>A control server on a real loop, with connections that are pipes in memory.</summary>
internal sealed class ControlRig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = ControlSocket.Patience;

    private readonly Thread _thread;
    private bool _disposed;

    public ControlRig(params ReadOnlySpan<IControlMethod> methods)
        : this(TimeProvider.System, methods) { }

    public ControlRig(TimeProvider time, params ReadOnlySpan<IControlMethod> methods)
        : this(new EventLoop(time, new QuietObserver()), methods) { }

    /// <param name="methods">Made from the loop that they run on.</param>
    public static ControlRig On(Func<EventLoop, IControlMethod[]> methods)
    {
        var loop = new EventLoop(TimeProvider.System, new QuietObserver());
        return new ControlRig(loop, methods(loop));
    }

    private ControlRig(EventLoop loop, ReadOnlySpan<IControlMethod> methods)
    {
        Loop = loop;
        Server = new ControlServer(Loop, new MethodTable(methods), new ControlAccess(1000, Config), NullLogger.Instance)
        {
            DescendsFromLauncher = pid => pid == Launched,
        };
        _thread = new Thread(Loop.Run) { IsBackground = true };
        _thread.Start();
    }

    public const int Launched = 666;

    public ControlConfig Config { get; } = new() { Users = ["4242"] };

    public EventLoop Loop { get; }

    public ControlServer Server { get; }

    public ControlRigPeer Connect(uint uid = 1000, int pid = 1)
    {
        var toServer = new Pipe();
        // No pause: the test decides when it reads, and the server's own bound is what is tested.
        var toClient = new Pipe();
        var serving = Server.ServeAsync(
            new ControlTransport(new PipePair(toServer.Reader, toClient.Writer), new PeerCredentials(pid, uid, uid))
        );
        return new ControlRigPeer(toServer.Writer, toClient.Reader, serving);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await Loop.InvokeAsync(async () =>
        {
            await Server.StopAsync();
            return 0;
        });
        Loop.Stop();
    }

    private sealed class QuietObserver : ILoopObserver
    {
        public void Alive() { }

        public void Slow(string callback, TimeSpan took) { }

        public void Failed(Exception exception) => Assert.Fail(exception.ToString());

        public void TaskFailed(string name, Exception exception) => Assert.Fail(exception.ToString());
    }
}

internal sealed record PipePair(PipeReader Input, PipeWriter Output) : IDuplexPipe;

internal sealed class PipeStream(Stream input, Stream output) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default) => input.ReadAsync(buffer, ct);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default) => output.WriteAsync(buffer, ct);

    public override void Flush() => output.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }
        output.Dispose();
        input.Dispose();
    }
}

/// <summary>A client that speaks in lines.</summary>
internal sealed class ControlRigPeer(PipeWriter output, PipeReader input, Task serving)
{
    private readonly StreamReader _lines = new(input.AsStream());

    public Task Serving => serving;

    /// <summary>The connection as a client's stream.</summary>
    public Stream Stream => new PipeStream(input.AsStream(), output.AsStream());

    public async Task SendAsync(string text) => await output.WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task<string?> ReadAsync() =>
        await _lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(ControlRig.Patience);

    public async Task<string?> AskAsync(string line)
    {
        await SendAsync(line + "\n");
        return await ReadAsync();
    }

    public ValueTask CloseAsync() => output.CompleteAsync();
}

/// <summary>Echoes text, waits, notifies or throws, as the text says.</summary>
internal sealed class EchoMethod : IControlMethod
{
    private readonly IControlMethod _method;

    public EchoMethod() => _method = SendApi.Send.By(EchoAsync);

    public string Name => _method.Name;

    public bool OpenToLaunched => _method.OpenToLaunched;

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<ControlPeer> Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required Func<EventLoop> Loop { get; init; }

    public Task<ReadOnlyMemory<byte>> InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct) =>
        _method.InvokeAsync(parameters, peer, ct);

    private async Task<SendResult> EchoAsync(SendParams parameters, ControlPeer peer, CancellationToken ct)
    {
        Loop().VerifyAccess();
        Entered.TrySetResult(peer);
        switch (parameters.Text)
        {
            case "wait":
                await Gate.Task.WaitAsync(ct);
                break;
            case "fail":
                throw new InvalidOperationException("secret detail");
            case "refuse":
                throw ControlException.NotFound("no session \"x\"");
            case "flood":
                for (var i = 0; i < 100; i++)
                {
                    peer.Notify(OperationApi.Log, new LogLine(new string('x', 100_000)));
                }

                break;
        }

        return new SendResult
        {
            Session = parameters.Session ?? "local:main",
            Message = peer.Sender.Address,
            State = SendStates.Answered,
            Reply = parameters.Text,
        };
    }
}
