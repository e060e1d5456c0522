namespace OpenClaw.Control.Wire;

/// <summary>A client of the control API, and the way to send it something.</summary>
/// <param name="line">The way back to it.</param>
/// <param name="sender">How configuration names it: <c>local:pi</c>, whom the kernel vouches for, or <c>webchat:anna</c>, who showed a
/// token.</param>
internal sealed class ControlPeer(IControlLine line, Sender sender)
{
    public Sender Sender => sender;

    /// <summary>The Unix user's name, or its number when it has none; for the page the name of the login.</summary>
    public string User => sender.Id;

    /// <summary>The process at the other end; 0 for one of the page.</summary>
    public int Pid { get; init; }

    /// <summary>What the kernel says; null for one of the page.</summary>
    public uint? Uid { get; init; }

    /// <summary>
    /// Whether a command that the gateway runs for a model is asking. Found out when the connection is made: later the process may be gone
    /// and its number be another's.
    /// </summary>
    public bool DescendsFromLauncher { get; init; }

    /// <summary>A number of this connection, never given twice while the gateway lives.</summary>
    public long ConnectionId => line.Id;

    /// <summary>Ends when the connection does: drop subscriptions here. Registrations run on a pool thread.</summary>
    public CancellationToken Closed => line.Closed;

    /// <summary>Sends a notification, from any thread. A peer that does not read is disconnected, never waited for.</summary>
    public void Notify<T>(ControlNotice<T> notice, T parameters) => line.Enqueue(ControlWire.Notification(notice, parameters));
}

/// <summary>The way back to a client: a connection of the socket, or a page's stream of events.</summary>
internal interface IControlLine
{
    /// <summary>A number never given twice while the gateway lives.</summary>
    long Id { get; }

    /// <summary>Ends when the client is gone. Registrations run on a pool thread.</summary>
    CancellationToken Closed { get; }

    /// <summary>Takes a line to be sent, from any thread. A client that does not read is cut off, never waited for.</summary>
    void Enqueue(ReadOnlyMemory<byte> line);
}
