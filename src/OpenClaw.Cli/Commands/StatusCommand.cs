namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw status</c>: one screen about the running gateway. The names are those of <see cref="StatusResult"/> on the
/// wire.</summary>
internal sealed class StatusCommand : CommandBase
{
    public StatusCommand(CommandContext context)
        : base(
            context,
            "status",
            "Show how the running gateway is: models, sessions, what waits, what is wrong.",
            "openclaw status",
            "openclaw status --json | jq .memory"
        ) => SetAction(Look);

    /// <summary>Reads the result by its names: its shape would take longer to get ready than all the rest.</summary>
    private int Look(ParseResult parse)
    {
        using var client = Context.Connect(parse.GetValue(Context.Common.Socket));
        var raw = client.CallRaw(StatusApi.Status, NoParams.Value);
        try
        {
            var screen = Screen(new ResultView(raw));
            Context.Out.Write(IsJson(parse) ? $"{raw.GetRawText()}\n" : screen);
            return ExitCode.Ok;
        }
        catch (JsonException e)
        {
            throw NotUnderstood(StatusApi.Status.Name, e);
        }
    }

    private string Screen(ResultView status)
    {
        var (screen, now) = (new StringBuilder(), Context.Time.GetUtcNow());
        var up = Ages.Span(TimeSpan.FromSeconds(status.Number("uptime_seconds") ?? 0));
        screen.Append(
            $"openclaw {status.Need("version")}, process {status.Whole("pid")}, up {up}, {Ages.Megabytes(status.Part("memory")?.Whole("rss_bytes") ?? 0)}\n"
        );
        foreach (var (name, text) in Lines(status, now))
        {
            if (text is not null)
            {
                screen.Append($"  {name, -10}{Escaping.Line(text)}\n");
            }
        }

        return screen.ToString();
    }

    private static IEnumerable<(string Name, string? Text)> Lines(ResultView status, DateTimeOffset now) =>
        [
            ("config", status.Text("config_file") is { } file ? ConfigLine(file, status.Time("config_loaded_at"), now) : null),
            ("workspace", status.Text("workspace")),
            ("state", status.Text("state_dir")),
            ("socket", status.Text("socket")),
            ("sessions", status.Part("sessions") is { } sessions ? SessionsLine(sessions) : null),
            (
                "approvals",
                status.Whole("approvals_pending") is > 0 and var pending ? $"{pending} pending (openclaw approvals)" : "none pending"
            ),
            ("cron", status.Part("cron") is { } cron ? CronLine(cron, now) : null),
            (
                "unknown",
                status.Whole("effects_unknown") is > 0 and var unknown ? $"{unknown} tool calls were running when the process died" : null
            ),
            ("audit", status.Part("audit") is { } audit ? $"{audit.Whole("rows")} rows, head {audit.Need("head")}" : null),
            ("clock", status.Part("clock") is { } clock ? ClockLine(clock, now) : null),
            ("outbox", status.Part("outbox") is { } outbox ? OutboxLine(outbox) : null),
            .. ChannelLines([.. status.Parts("channels")], now),
            ("spent", status.Part("spending") is { } spending ? SpentLine(spending) : null),
            .. status.Parts("chains").Select(static c => ("chain", (string?)$"{c.Need("name")}: {string.Join(" > ", c.Texts("models"))}")),
            .. status
                .Parts("background")
                .Select(static c => ("running", (string?)$"{c.Need("id")} of {c.Need("session")}: {c.Need("line")}")),
            .. status.Parts("models").Select(model => ("model", (string?)ModelLine(model, now))),
            .. status.Texts("warnings").Select(static warning => ("warning", (string?)warning)),
        ];

    private static string ConfigLine(string file, DateTimeOffset? loadedAt, DateTimeOffset now) =>
        $"{file}{(loadedAt is { } at ? $", read {Ages.Ago(at, now)}" : "")}";

    private static string SessionsLine(ResultView sessions)
    {
        var waiting = sessions.Whole("waiting");
        return $"{sessions.Whole("total")}: {sessions.Whole("running")} running, {sessions.Whole("asking")} asking, {(waiting == 0 ? "" : $"{waiting} waiting for a model, ")}{sessions.Whole("queued")} queued";
    }

    private static IEnumerable<(string, string?)> ChannelLines(ResultView[] channels, DateTimeOffset now)
    {
        if (channels.Length > 0)
        {
            var working = channels.Where(static c => c.Text("reason") is null).Select(static c => $"{c.Need("name")} {c.Need("state")}");
            yield return ("channels", string.Join(", ", working));
        }

        foreach (var channel in channels.Where(static c => c.Text("reason") is not null))
        {
            yield return (
                "channel",
                $"{channel.Need("name")} {(channel.Need("state") is "stopped" ? "is stopped" : "waits")}{(channel.Time("until") is { } until ? $", tried again {Ages.In(until, now)}" : "")}: {channel.Text("reason")}"
            );
        }
    }

    private static string SpentLine(ResultView spending)
    {
        var models = string.Join(
            ", ",
            spending.Parts("models").Select(static model => $"{model.Need("name")} {Amounts.Show(model.Amount("month") ?? 0)}")
        );
        return $"{Of("today", "day_limit")} today, {Of("month", "month_limit")} this month{(models.Length == 0 ? "" : $" ({models})")}";

        string Of(string spent, string limit)
        {
            var amount = Amounts.Show(spending.Amount(spent) ?? 0);
            return spending.Amount(limit) is { } most ? $"{amount} of {Amounts.Show(most)}" : amount;
        }
    }

    private static string ClockLine(ResultView clock, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (clock.Number("leap_seconds") is { } leap)
        {
            parts.Add(
                $"set {(leap > 0 ? "ahead" : "back")} by {Ages.Span(TimeSpan.FromSeconds(Math.Abs(leap)))}{(clock.Is("over_restart") ? " while the gateway was away" : "")}, noticed {Ages.Ago(clock.Time("at"), now)}; what waits was moved along"
            );
        }

        if (clock.Number("behind_seconds") is > 0 and var behind)
        {
            parts.Add($"shows a time {Ages.Span(TimeSpan.FromSeconds(behind))} before the last thing the state knows; is it set?");
        }
        if (clock.Is("waiting"))
        {
            parts.Add("waiting for the clock: cron jobs do not start until it is set (timedatectl)");
        }
        return string.Join("; ", parts);
    }

    private static string? OutboxLine(ResultView outbox)
    {
        var parts = new[] { "pending", "unknown", "failed", "expired" }
            .Where(state => outbox.Whole(state) > 0)
            .Select(state => $"{outbox.Whole(state)} {state}")
            .ToList();
        return parts.Count == 0 ? null : $"{string.Join(", ", parts)} (openclaw outbox)";
    }

    private static string CronLine(ResultView cron, DateTimeOffset now)
    {
        var failing = string.Join(", ", cron.Texts("failing"));
        return $"{cron.Whole("jobs")} jobs, {cron.Whole("reminders")} reminders"
            + (cron.Time("next_at") is { } at ? $", next {cron.Text("next")} {Ages.In(at, now)}" : "")
            + (failing.Length > 0 ? $", failing: {failing} (openclaw cron)" : "");
    }

    private static string ModelLine(ResultView model, DateTimeOffset now)
    {
        var state = model.Need("state");
        return $"{model.Need("name")} ({model.Need("provider")} {model.Need("model")}): {state}"
            + (model.Text("reason") is { } reason ? $", {reason}" : "")
            + (model.Time("until") is { } until && state is not "ready" ? $", tried again {Ages.In(until, now)}" : "")
            + (model.Time("last_used_at") is { } used ? $", used {Ages.Ago(used, now)}" : "");
    }
}
