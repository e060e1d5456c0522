namespace OpenClaw.Channels.Slack;

/// <summary>
/// One connection of Socket Mode that has said hello. An envelope is acknowledged when what it carries is on the disk, and not before:
/// until then Slack tells it again on another connection. On the loop.
/// </summary>
internal sealed class SlackConnection(EventLoop loop, SlackSocket socket)
{
    /// <summary>Slack closes a connection some ten seconds after it has asked for the next.</summary>
    private static readonly TimeSpan s_lastWords = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource<SlackEnd> _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _opened = loop.Time.GetTimestamp();

    /// <summary>Ends when another connection is wanted, which may be before this one is closed.</summary>
    public Task<SlackEnd> Leaving => _leaving.Task;

    public TimeSpan Age => loop.Time.GetElapsedTime(_opened);

    /// <summary>Reads until it is closed.</summary>
    /// <param name="take">Says whether it is on the disk, and what to answer beside.</param>
    public async Task RunAsync(Func<SlackEnvelope, Task<SlackTaken>> take, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, loop.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            while (true)
            {
                var (message, end) = await socket.ReceiveAsync(Timeout.InfiniteTimeSpan, both.Token);
                if (message is null)
                {
                    _leaving.TrySetResult(new SlackEnd.Lost(end ?? "the connection was lost"));
                    return;
                }

                switch (Read(message))
                {
                    case { Type: "disconnect" } disconnect:
                        _leaving.TrySetResult(disconnect.Reason == "link_disabled" ? new SlackEnd.SwitchedOff() : new SlackEnd.Refresh());
                        late.CancelAfter(s_lastWords);
                        break;
                    case { EnvelopeId: { } id } envelope:
                        // One that could not be acknowledged comes again, and is known then.
                        if (await take(envelope) is { IsOnDisk: true } taken)
                        {
                            await socket.SendAsync(
                                JsonSerializer.SerializeToUtf8Bytes(new SlackAck(id, taken.Hint), SlackJson.Default.SlackAck)
                            );
                        }
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It has had its last words.
        }
        catch (Exception e) when (_leaving.TrySetException(e))
        {
            // Whoever waits for it tells.
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>Null for what is no envelope: bytes of somebody else.</summary>
    public static SlackEnvelope? Read(byte[] message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, SlackJson.Default.SlackEnvelope);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
