using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw logs</c>: the newest lines of the gateway's log, and what follows.</summary>
internal sealed class LogsCommand : GatewayCommand
{
    public LogsCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "logs",
            "Show the newest lines of the running gateway's log.",
            "openclaw logs -n 200",
            "openclaw logs -f --level warn"
        )
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes; Ctrl-C ends it" };
        var lines = new Option<int?>("--lines", "-n") { Description = "How many of the newest (50)", HelpName = "N" };
        var level = new Option<string?>("--level") { Description = "Nothing less important", HelpName = "LEVEL" };
        // The words of [log] level.
        level.AcceptOnlyFromAmong("trace", "debug", "info", "warn", "error");
        Options.Add(follow);
        Options.Add(lines);
        Options.Add(level);
        SetAction(
            (parse, ct) =>
                TailAsync(
                    parse,
                    new LogsTailParams
                    {
                        Follow = parse.GetValue(follow) ? true : null,
                        Lines = parse.GetValue(lines),
                        Level = parse.GetValue(level),
                    },
                    ct
                )
        );
    }

    private async Task<int> TailAsync(ParseResult parse, LogsTailParams wanted, CancellationToken ct)
    {
        await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
        TimeZoneInfo? zone = null;
        await AskAsync(client, parse, OperationApi.LogsTail, wanted, result => Show(result, zone = ZoneOf(result)), ct)
            .ConfigureAwait(false);
        if (wanted.Follow != true)
        {
            return ExitCode.Ok;
        }

        await foreach (var notification in client.Notifications.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (notification.As(OperationApi.Log) is { } log)
            {
                Context.Out.WriteLine(
                    parse.GetValue(Common.Json) ? notification.Params.GetRawText() : Escaping.Line(ByClock(log.Line, zone))
                );
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

    private int Show(LogsTailResult result, TimeZoneInfo? zone)
    {
        foreach (var line in result.Lines)
        {
            Context.Out.WriteLine(Escaping.Line(ByClock(line, zone)));
        }

        Context.Out.Flush();
        return ExitCode.Ok;
    }
}
