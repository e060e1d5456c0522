namespace OpenClaw.Exec;

/// <summary>One command that the model can refer to by its id.</summary>
/// <param name="Background">It was started to go on by itself; the others are kept because their output was too long to show.</param>
internal sealed record TrackedCommand(string Id, SessionKey Session, string Line, bool Background, RunningCommand Running)
{
    /// <summary>Up to where the model has seen the output.</summary>
    public long Seen { get; set; }
}

/// <summary>The commands of all sessions that go on, or whose output can still be asked for. They outlive turns and end with the gateway.
/// On the loop.</summary>
internal sealed class RunningCommands(CommandRunner runner, EventLoop loop) : IAsyncDisposable
{
    /// <summary>Commands in the background at a time, for each session.</summary>
    public const int MaxBackground = 16;

    private const int KeptEnded = 8;

    private readonly List<TrackedCommand> _commands = [];
    private int _lastId;
    private bool _closed;

    public EventLoop Loop => loop;

    /// <summary>Told, on the loop, of each background command that ends by itself or is killed; not of those that end with the
    /// gateway.</summary>
    public event Action<TrackedCommand, CommandEnd>? Ended;

    /// <summary>Commands of all sessions that run in the background now.</summary>
    public IEnumerable<TrackedCommand> Background => _commands.Where(static command => command.Background && command.Running.IsRunning);

    public async Task<TrackedCommand> StartAsync(SessionKey session, string line, bool background, CommandSpec spec, CancellationToken ct)
    {
        loop.VerifyAccess();
        var running = await runner.StartAsync(spec, ct);
        var command = new TrackedCommand($"p{++_lastId}", session, line, background, running);
        if (_closed)
        {
            // The gateway began to stop while this one was being started.
            await running.DisposeAsync();
            return command;
        }

        _commands.Add(command);
        if (background)
        {
            loop.Track(TellEndAsync(command), $"{session} background {command.Id}");
        }
        return command;
    }

    public int BackgroundCount(SessionKey session) => Of(session).Count(static command => command.Background && command.Running.IsRunning);

    /// <summary>A session sees its own commands and nobody else's.</summary>
    public TrackedCommand? Find(SessionKey session, string id)
    {
        loop.VerifyAccess();
        return _commands.Find(command => command.Session == session && command.Id == id);
    }

    public IReadOnlyList<TrackedCommand> Of(SessionKey session)
    {
        loop.VerifyAccess();
        return _commands.FindAll(command => command.Session == session);
    }

    /// <summary>Ends a command if it still runs and forgets it with its output.</summary>
    public async Task ForgetAsync(TrackedCommand command)
    {
        loop.VerifyAccess();
        _commands.Remove(command);
        await command.Running.DisposeAsync();
    }

    /// <summary>How a command ended; null when the gateway ended it with itself.</summary>
    public async Task<string?> EndOfAsync(TrackedCommand command)
    {
        loop.VerifyAccess();
        var end = await command.Running.Ended;
        return _closed ? null : end.ToString();
    }

    private async Task TellEndAsync(TrackedCommand command)
    {
        var end = await command.Running.Ended;
        if (!_closed)
        {
            Ended?.Invoke(command, end);
        }
    }

    /// <summary>Keeps the output of the last few ended commands of a session.</summary>
    public async Task TrimAsync(SessionKey session)
    {
        loop.VerifyAccess();
        var ended = _commands.FindAll(command => command.Session == session && !command.Running.IsRunning);
        foreach (var command in ended.Take(Math.Max(0, ended.Count - KeptEnded)))
        {
            await ForgetAsync(command);
        }
    }

    /// <summary>Ends everything, all at once: each has its own grace.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        var commands = _commands.ToArray();
        _commands.Clear();
        await Task.WhenAll(commands.Select(static command => command.Running.DisposeAsync().AsTask()));
    }
}
