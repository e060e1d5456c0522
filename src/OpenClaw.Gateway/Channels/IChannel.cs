using OpenClaw.Delivery.Outbound;
using OpenClaw.Turns;

namespace OpenClaw.Channels;

/// <summary>A channel as it runs. Disposed when a reload takes its place, and at the end. On the loop.</summary>
internal interface IChannel : IAsyncDisposable
{
    ChannelHealth Health { get; }

    IOutboundChannel Out { get; }

    /// <summary>Begins to listen.</summary>
    void Start(Intake intake);

    /// <summary>Hears nothing any more. What waits to be sent can still go out.</summary>
    Task StopListeningAsync();

    /// <summary>Asks the service itself what is usually wrong: the token, what the bot may do, who else listens, the clock.</summary>
    Task<IReadOnlyList<ChannelCheck>> CheckAsync(CancellationToken ct);

    /// <summary>What is known by now of a file that the message named without its particulars; else the same.</summary>
    Task<RemoteFile> LookUpAsync(RemoteFile file, CancellationToken ct) => Task.FromResult(file);

    /// <summary>Hands on the bytes of a file that somebody attached. Null, or why not, as a phrase.</summary>
    Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct);
}
