using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Storage.Migrations;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw status</c>: one screen about the running gateway.</summary>
internal sealed class StatusCommand : GatewayCommand
{
    public StatusCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "status",
            "Show how the running gateway is: models, sessions, what waits, what is wrong.",
            "openclaw status",
            "openclaw status --json | jq .memory"
        ) => SetAction(parse => Ask(parse, StatusApi.Status, NoParams.Value, Show));

    private static string SpentLine(SpendingStatus spending)
    {
        var models = string.Join(", ", spending.Models.Select(static model => $"{model.Name} {Amounts.Show(model.Month)}"));
        return $"{Of(spending.Today, spending.DayLimit)} today, {Of(spending.Month, spending.MonthLimit)} this month{(models.Length == 0 ? "" : $" ({models})")}";

        static string Of(decimal spent, decimal? limit) =>
            limit is { } most ? $"{Amounts.Show(spent)} of {Amounts.Show(most)}" : Amounts.Show(spent);
    }

    private int Show(StatusResult status)
    {
        var (output, now) = (Context.Out, Context.Time.GetUtcNow());
        output.WriteLine(
            $"openclaw {status.Version}, process {status.Pid}, up {Ages.Span(TimeSpan.FromSeconds(status.UptimeSeconds))}, {Ages.Megabytes(status.Memory.RssBytes)}"
        );
        Line(
            "config",
            status.ConfigFile is { } file ? $"{file}{(status.ConfigLoadedAt is { } at ? $", read {Ages.Ago(at, now)}" : "")}" : null
        );
        Line("workspace", status.Workspace);
        Line("state", status.StateDir);
        Line("socket", status.Socket);
        var sessions = status.Sessions;
        Line(
            "sessions",
            $"{sessions.Total}: {sessions.Running} running, {sessions.Asking} asking, {(sessions.Waiting == 0 ? "" : $"{sessions.Waiting} waiting for a model, ")}{sessions.Queued} queued"
        );
        Line("approvals", status.ApprovalsPending == 0 ? "none pending" : $"{status.ApprovalsPending} pending (openclaw approvals)");
        Line("cron", status.Cron is { } cron ? CronLine(cron, now) : null);
        Line("unknown", status.EffectsUnknown == 0 ? null : $"{status.EffectsUnknown} tool calls were running when the process died");
        Line("audit", status.Audit is { } audit ? $"{audit.Rows} rows, head {audit.Head}" : null);
        Line("clock", status.Clock is { } clock ? ClockLine(clock, now) : null);
        Line("outbox", status.Outbox is { } outbox ? OutboxLine(outbox) : null);
        Line(
            "channels",
            status.Channels.Count == 0
                ? null
                : string.Join(", ", status.Channels.Where(static c => c.Reason is null).Select(static c => $"{c.Name} {c.State}"))
        );
        foreach (var channel in status.Channels.Where(static c => c.Reason is not null))
        {
            Line(
                "channel",
                $"{channel.Name} {(channel.State is "stopped" ? "is stopped" : "waits")}{(channel.Until is { } until ? $", tried again {Ages.In(until, now)}" : "")}: {channel.Reason}"
            );
        }

        Line("spent", status.Spending is { } spending ? SpentLine(spending) : null);
        foreach (var chain in status.Chains)
        {
            Line("chain", $"{chain.Name}: {string.Join(" > ", chain.Models)}");
        }

        foreach (var command in status.Background)
        {
            Line("running", $"{command.Id} of {command.Session}: {command.Line}");
        }

        foreach (var model in status.Models)
        {
            Line("model", ModelLine(model, now));
        }

        foreach (var warning in status.Warnings)
        {
            Line("warning", warning);
        }

        return ExitCode.Ok;

        void Line(string name, string? text)
        {
            if (text is not null)
            {
                output.WriteLine($"  {name, -10}{Escaping.Line(text)}");
            }
        }
    }

    private static string ClockLine(ClockStatus clock, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (clock.LeapSeconds is { } leap)
        {
            parts.Add(
                $"set {(leap > 0 ? "ahead" : "back")} by {Ages.Span(TimeSpan.FromSeconds(Math.Abs(leap)))}{(clock.OverRestart ? " while the gateway was away" : "")}, noticed {Ages.Ago(clock.At, now)}; what waits was moved along"
            );
        }

        if (clock.BehindSeconds > 0)
        {
            parts.Add(
                $"shows a time {Ages.Span(TimeSpan.FromSeconds(clock.BehindSeconds))} before the last thing the state knows; is it set?"
            );
        }
        return string.Join("; ", parts);
    }

    private static string? OutboxLine(OutboxStatus outbox)
    {
        var parts = new (int Count, string State)[]
        {
            (outbox.Pending, "pending"),
            (outbox.Unknown, "unknown"),
            (outbox.Failed, "failed"),
            (outbox.Expired, "expired"),
        }
            .Where(static p => p.Count > 0)
            .ToList();
        return parts.Count == 0 ? null : $"{string.Join(", ", parts.Select(static p => $"{p.Count} {p.State}"))} (openclaw outbox)";
    }

    private static string CronLine(CronStatus cron, DateTimeOffset now) =>
        $"{cron.Jobs} jobs, {cron.Reminders} reminders"
        + (cron.NextAt is { } at ? $", next {cron.Next} {Ages.In(at, now)}" : "")
        + (cron.Failing.Count > 0 ? $", failing: {string.Join(", ", cron.Failing)} (openclaw cron)" : "");

    internal static string ModelLine(ModelInfo model, DateTimeOffset now) =>
        $"{model.Name} ({model.Provider} {model.Model}): {model.State}"
        + (model.Reason is { } reason ? $", {reason}" : "")
        + (model.Until is { } until && model.State is not "ready" ? $", tried again {Ages.In(until, now)}" : "")
        + (model.LastUsedAt is { } used ? $", used {Ages.Ago(used, now)}" : "");
}
