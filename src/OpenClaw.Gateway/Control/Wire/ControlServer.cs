using System.Collections.Concurrent;
using System.Net.Sockets;
using OpenClaw.Config.Tables;

namespace OpenClaw.Control.Wire;

/// <summary>
/// Answers the control API on a listener. <see cref="Start"/>, <see cref="StopListening"/> and <see cref="StopAsync"/> are called on the
/// loop; connections live on pool threads and cross over a request at a time.
/// </summary>
internal sealed class ControlServer(EventLoop loop, MethodTable methods, ControlAccess access, ILogger log)
{
    private readonly ConcurrentDictionary<long, (ControlConnection Connection, Task Running)> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IControlListener> _listeners = [];
    private long _lastId;
    private volatile bool _refusing;
    private volatile bool _closing;

    /// <summary>Whether a process descends from one of the gateway's launchers. Asked once a connection, on a pool thread.</summary>
    public Func<int, bool> DescendsFromLauncher { get; init; } = static _ => false;

    public int Connections => _connections.Count;

    /// <summary>Takes connections from a listener, which it owns from now on. May be called again: a reload opens the new one
    /// first.</summary>
    public void Start(IControlListener listener)
    {
        loop.VerifyAccess();
        _listeners.Add(listener);
        ControlLog.Listening(log, listener.Address);
        loop.Track(AcceptAsync(listener), $"control socket {listener.Address}");
        loop.Track(OpenAsync(listener, access.Config), "open the control socket");
    }

    /// <summary>Takes the users of a reloaded configuration. Open connections stay open.</summary>
    public void Admit(ControlConfig config)
    {
        loop.VerifyAccess();
        access.Config = config;
        foreach (var listener in _listeners)
        {
            loop.Track(OpenAsync(listener, config), "open the control socket");
        }
    }

    private async Task OpenAsync(IControlListener listener, ControlConfig config)
    {
        if (await Task.Run(() => listener.Open(config)) is { } complaint)
        {
            ControlLog.Unreachable(log, complaint);
        }
    }

    /// <summary>Serves one connection until it ends.</summary>
    public async Task ServeAsync(ControlTransport transport)
    {
        var (pid, uid) = (transport.Peer.Pid, transport.Peer.Uid);
        var user = UnixUser.NameOf(uid);
        var connection = new ControlConnection(Interlocked.Increment(ref _lastId), transport.Pipe, loop, methods, log)
        {
            Refusing = _refusing,
        };
        using var owner = transport.Owner;
        if (!access.Admits(uid, user))
        {
            ControlLog.UserRefused(log, user, pid);
            await connection.RefuseAsync($"user {user} may not use this gateway; [control] users says who may").ConfigureAwait(false);
            return;
        }

        var running = connection.RunAsync(
            new ControlPeer(connection, new Sender("local", user))
            {
                Pid = pid,
                Uid = uid,
                DescendsFromLauncher = DescendsFromLauncher(pid),
            }
        );
        _connections[connection.Id] = (connection, running);
        // Read again once the connection is in the table: a stop in between has not seen it.
        connection.Refusing = _refusing;
        if (_closing)
        {
            connection.Abort();
        }

        await running.ConfigureAwait(false);
        _connections.TryRemove(connection.Id, out _);
    }

    /// <summary>First phase of a shutdown: no new connections, no new requests. Running requests go on and are answered.</summary>
    public void StopListening()
    {
        loop.VerifyAccess();
        _refusing = true;
        _stopping.Cancel();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        _listeners.Clear();

        foreach (var (connection, _) in _connections.Values)
        {
            connection.Refusing = true;
        }
    }

    /// <summary>Last phase: every connection is closed.</summary>
    public async Task StopAsync()
    {
        StopListening();
        _closing = true;
        var open = _connections.Values.ToArray();
        foreach (var (connection, _) in open)
        {
            connection.Abort();
        }

        // A failure of one of them is in the log already, and the others still have to stop.
        await Task.WhenAll(open.Select(static c => c.Running)).Settled();
    }

    private async Task AcceptAsync(IControlListener listener)
    {
        // Off the loop from the first step on, even when a connection waits to be accepted already.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var transport = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                if (transport is null)
                {
                    return;
                }

                // Owned by _connections from its first line to its last; a failure outside the peer's own requests is logged in ServeLoggedAsync.
                _ = ServeLoggedAsync(transport);
            }
            catch (SocketException e)
            {
                // Out of file descriptors, mostly. The pause keeps a full table from becoming a full processor.
                ControlLog.AcceptFailed(log, e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100), loop.Time, _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeLoggedAsync(ControlTransport transport)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await ServeAsync(transport).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ControlLog.ConnectionFailed(log, e);
        }
    }
}

/// <summary>Who may connect: the user the gateway runs as, root, and whom <c>[control] users</c> names.</summary>
internal sealed class ControlAccess(uint own, ControlConfig config)
{
    /// <summary>Replaced by a reload; open connections stay open.</summary>
    public ControlConfig Config { get; set; } = config;

    public bool Admits(uint uid, string user) =>
        uid == own || uid == 0 || Config.Users.Contains(user) || Config.Users.Contains(uid.ToString(CultureInfo.InvariantCulture));
}
