using System.Text.Json;
using OpenClaw.Control.Protocol;
using OpenClaw.Messages;

namespace OpenClaw.Control.Transport;

/// <summary>Who is at the other end of a control connection, as the kernel says, and the way to tell him something.</summary>
internal sealed class ControlPeer
{
    private readonly ControlConnection _connection;

    public ControlPeer(ControlConnection connection, int pid, uint uid, string user, bool descendsFromLauncher)
    {
        _connection = connection;
        Pid = pid;
        Uid = uid;
        User = user;
        DescendsFromLauncher = descendsFromLauncher;
    }

    public int Pid { get; }

    public uint Uid { get; }

    /// <summary>The Unix user's name, or his number when it has none.</summary>
    public string User { get; }

    /// <summary>How configuration names him: <c>local:pi</c>.</summary>
    public Sender Sender => new("local", User);

    /// <summary>
    /// Whether a command that the gateway runs for a model is asking. Found out when the connection was made: later the process may be gone and its
    /// number be someone else's.
    /// </summary>
    public bool DescendsFromLauncher { get; }

    /// <summary>A number of this connection, never given twice while the gateway lives.</summary>
    public long ConnectionId => _connection.Id;

    /// <summary>Ends when the connection does: drop subscriptions here. Registrations run on a pool thread.</summary>
    public CancellationToken Closed => _connection.Closed;

    /// <summary>Sends a notification, from any thread. A peer that does not read is disconnected, never waited for.</summary>
    public void Notify<T>(ControlNotice<T> notice, T parameters) => _connection.Enqueue(ControlWire.Notification(notice, parameters));
}
