using OpenClaw.Delivery.Outbound;
using OpenClaw.Turns;

namespace OpenClaw.Channels;

/// <summary>A channel of a service on the internet: it listens for ever, and begins again when something broke. On the loop.</summary>
internal abstract class ServiceChannel : IChannel
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    protected ServiceChannel(string name, ChannelParts parts)
    {
        Name = name;
        Parts = parts;
        Health = new ChannelHealth(name, parts.Log);
        Life = new ChannelLife(parts.Loop, Health, name, parts.Log);
    }

    public ChannelHealth Health { get; }

    public abstract IOutboundChannel Out { get; }

    protected string Name { get; }

    protected ChannelParts Parts { get; }

    protected EventLoop Loop => Parts.Loop;

    protected ChannelLife Life { get; }

    protected Intake Intake { get; private set; } = null!;

    protected bool IsStopped => _stop.IsCancellationRequested;

    public virtual void Start(Intake intake)
    {
        Loop.VerifyAccess();
        Intake = intake;
        _listening = Life.KeepAsync(ListenAsync, _stop.Token);
        Loop.Track(_listening, $"{Name} listens");
    }

    public abstract Task<IReadOnlyList<ChannelCheck>> CheckAsync(CancellationToken ct);

    public virtual Task<RemoteFile> LookUpAsync(RemoteFile file, CancellationToken ct) => Task.FromResult(file);

    public abstract Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct);

    public virtual async Task StopListeningAsync()
    {
        await _stop.CancelAsync();
        await _listening.Settled();
    }

    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync();
        await CloseAsync();
        _stop.Dispose();
    }

    /// <summary>Receives until it is stopped, or until only a person can help.</summary>
    protected abstract Task ListenAsync(CancellationToken ct);

    /// <summary>Lets go of what was opened; nothing is received any more.</summary>
    protected abstract Task CloseAsync();
}
