namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw logs</c>: the newest lines of the gateway's log, and what follows.</summary>
internal sealed class LogsCommand : CommandBase
{
    public LogsCommand(CommandContext context)
        : base(
            context,
            "logs",
            "Show the newest lines of the running gateway's log.",
            "openclaw logs -n 200",
            "openclaw logs -f --level warn"
        )
    {
        var follow = Flag("--follow -f", "Go on with what comes; Ctrl-C ends it");
        var lines = Value<int?>("--lines -n", "N", "How many of the newest (50)");
        var level = Value<string?>("--level", "LEVEL", "Nothing less important");
        // The words of [log] level.
        level.AcceptOnlyFromAmong("trace", "debug", "info", "warn", "error");
        SetAction(
            (parse, ct) =>
            {
                var wanted = new LogsTailParams(parse.GetValue(lines), parse.GetValue(follow) ? true : null, parse.GetValue(level));
                return TailAsync(parse, wanted, ct);
            }
        );
    }

    private async Task<int> TailAsync(ParseResult parse, LogsTailParams wanted, CancellationToken ct)
    {
        await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
        TimeZoneInfo? zone = null;
        var raw = await client.CallRawAsync(OperationApi.LogsTail, wanted, ct).ConfigureAwait(false);
        Print(parse, raw, OperationApi.LogsTail, result => Show(result, zone = ZoneOf(result)));
        if (wanted.Follow != true)
        {
            return ExitCode.Ok;
        }

        await foreach (var notification in client.Notifications.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (notification.As(OperationApi.Log) is { } log)
            {
                Context.Out.WriteLine(IsJson(parse) ? notification.Params.GetRawText() : Escaping.Line(ByClock(log.Line, zone)));
                Context.Out.Flush();
            }
        }

        Context.Error.WriteLine("openclaw: the gateway ended the connection");
        return ExitCode.Unavailable;
    }

    private static TimeZoneInfo? ZoneOf(LogsTailResult result) =>
        result.Timezone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>A line with its time by the agent's clock; where that is not known, as it stands in the file.</summary>
    internal static string ByClock(string line, TimeZoneInfo? zone)
    {
        var written = LogRecord.TimeOf(line);
        return
            zone is not null && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? $"{WallClock.Show(at, zone)}{line[written.Length..]}"
            : line;
    }

    private void Show(LogsTailResult result, TimeZoneInfo? zone)
    {
        foreach (var line in result.Lines)
        {
            Context.Out.WriteLine(Escaping.Line(ByClock(line, zone)));
        }

        Context.Out.Flush();
    }
}
