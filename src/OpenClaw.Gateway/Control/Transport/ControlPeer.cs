using OpenClaw.Control.Protocol;
using OpenClaw.Messages;

namespace OpenClaw.Control.Transport;

/// <summary>Who uses the control API, and the way to tell him something.</summary>
/// <param name="line">The way back to him.</param>
/// <param name="sender">How configuration names him: <c>local:pi</c>, whom the kernel vouches for, or <c>webchat:anna</c>, who showed a
/// token.</param>
internal sealed class ControlPeer(IControlLine line, Sender sender)
{
    public Sender Sender => sender;

    /// <summary>The Unix user's name, or his number when it has none; on the page the name he logged in as.</summary>
    public string User => sender.Id;

    /// <summary>The process at the other end; 0 for one of the page.</summary>
    public int Pid { get; init; }

    /// <summary>What the kernel says; null for one of the page.</summary>
    public uint? Uid { get; init; }

    /// <summary>
    /// Whether a command that the gateway runs for a model is asking. Found out when the connection was made: later the process may be gone
    /// and its number be someone else's.
    /// </summary>
    public bool DescendsFromLauncher { get; init; }

    /// <summary>A number of this connection, never given twice while the gateway lives.</summary>
    public long ConnectionId => line.Id;

    /// <summary>Ends when the connection does: drop subscriptions here. Registrations run on a pool thread.</summary>
    public CancellationToken Closed => line.Closed;

    /// <summary>Sends a notification, from any thread. A peer that does not read is disconnected, never waited for.</summary>
    public void Notify<T>(ControlNotice<T> notice, T parameters) => line.Enqueue(ControlWire.Notification(notice, parameters));
}
