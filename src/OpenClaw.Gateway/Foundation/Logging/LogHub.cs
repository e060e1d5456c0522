using System.Threading.Channels;

namespace OpenClaw.Foundation.Logging;

/// <summary>
/// Where log lines go: to stderr, to a file of limited size for <c>openclaw logs</c>, and to whoever follows. Callers on any thread only
/// queue; a task of its own writes, so a slow disk never holds the loop.
/// </summary>
internal sealed class LogHub : ILoggerProvider, IAsyncDisposable
{
    private readonly Channel<LogRecord> _lines = Channel.CreateBounded<LogRecord>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    private readonly TimeProvider _time;
    private readonly Redactor _redactor;
    private readonly LogFile? _file;
    private readonly bool _journal;
    private readonly Task _writing;
    private volatile Action<LogRecord>[] _followers = [];

    /// <param name="file">Null keeps no file.</param>
    /// <param name="journal">True where stderr leads to journald: it adds time and level itself, and reads the level from a prefix.</param>
    public LogHub(TimeProvider time, Redactor redactor, LogFile? file, bool journal)
    {
        _time = time;
        _redactor = redactor;
        _file = file;
        _journal = journal;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>What is less important is not written. Changed by a reload.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    /// <summary>Calls <paramref name="follower"/>, on a pool thread, for each line from now on. Disposing ends it.</summary>
    public IDisposable Follow(Action<LogRecord> follower)
    {
        lock (_lines)
        {
            _followers = [.. _followers, follower];
        }
        return new Following(this, follower);
    }

    /// <summary>The newest lines of the file, oldest first.</summary>
    public Task<IReadOnlyList<string>> TailAsync(int count, LogLevel atLeast) =>
        NewestAsync(count, line => LogRecord.LevelOf(line) >= atLeast);

    /// <summary>The newest of those lines of the file that are wanted, oldest first.</summary>
    public Task<IReadOnlyList<string>> NewestAsync(int count, Func<string, bool> wanted) =>
        _file?.NewestAsync(count, wanted) ?? Task.FromResult<IReadOnlyList<string>>([]);

    public static LogLevel ParseLevel(string level) =>
        level switch
        {
            "trace" => LogLevel.Trace,
            "debug" => LogLevel.Debug,
            "warn" or "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => LogLevel.Information,
        };

    public void Dispose() => _lines.Writer.TryComplete();

    public async ValueTask DisposeAsync()
    {
        Dispose();
        // A terminal that stopped reading (Ctrl-S) must not keep the process from its end.
        await _writing.WaitAsync(TimeSpan.FromSeconds(2), _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_writing.IsCompleted)
        {
            _file?.Dispose();
        }
    }

    private async Task WriteAsync()
    {
        await using var stderr = Console.OpenStandardError();
        await foreach (var record in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            var line = record.ToString();
            var bytes = System.Text.Encoding.UTF8.GetBytes((_journal ? $"<{Priority(record.Level)}>{record.Text}" : line) + "\n");
            try
            {
                await stderr.WriteAsync(bytes).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // Whoever read stderr has gone (a closed terminal); the file still has the line.
            }

            _file?.Write(line);
            foreach (var follower in _followers)
            {
                Tell(follower, record);
            }
        }
    }

    private static void Tell(Action<LogRecord> follower, LogRecord record)
    {
        try
        {
            follower(record);
        }
        catch (Exception)
        {
            // Where would it be logged? The log must outlive whoever reads it.
        }
    }

    private static int Priority(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => 2,
            LogLevel.Error => 3,
            LogLevel.Warning => 4,
            LogLevel.Information => 6,
            _ => 7,
        };

    private sealed class Logger(LogHub hub) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= hub.Level && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }
            var text = formatter(state, exception);
            if (exception is not null)
            {
                text += $" {exception}";
            }
            // One line a record, whatever a message or an exception brings along.
            text = hub._redactor.Clean(text).ReplaceLineEndings(" | ");
            hub._lines.Writer.TryWrite(new LogRecord(hub._time.GetUtcNow(), logLevel, text));
        }
    }

    private sealed class Following(LogHub hub, Action<LogRecord> follower) : IDisposable
    {
        public void Dispose()
        {
            lock (hub._lines)
            {
                hub._followers = [.. hub._followers.Where(f => f != follower)];
            }
        }
    }
}
