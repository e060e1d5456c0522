using System.Text.Json;

namespace OpenClaw.Control.Protocol;

/// <summary>
/// Writes the result of <c>status</c> by hand, letter for letter as the library would: it is what is asked first after a start, and the
/// library's shape of it takes three milliseconds to get ready.
/// </summary>
internal static class StatusWriter
{
    public static void Write(Utf8JsonWriter writer, StatusResult status)
    {
        writer.WriteStartObject();
        writer.WriteString("version", status.Version);
        writer.WriteNumber("pid", status.Pid);
        writer.WriteString("started_at", status.StartedAt);
        writer.WriteNumber("uptime_seconds", status.UptimeSeconds);
        Text(writer, "config_file", status.ConfigFile);
        Time(writer, "config_loaded_at", status.ConfigLoadedAt);
        Text(writer, "state_dir", status.StateDir);
        Text(writer, "socket", status.Socket);
        Text(writer, "workspace", status.Workspace);
        writer.WriteStartObject("memory");
        writer.WriteNumber("rss_bytes", status.Memory.RssBytes);
        writer.WriteNumber("heap_bytes", status.Memory.HeapBytes);
        writer.WriteEndObject();
        writer.WriteStartObject("loop");
        writer.WriteNumber("backlog", status.Loop.Backlog);
        writer.WriteNumber("slow_callbacks", status.Loop.SlowCallbacks);
        Texts(writer, "tasks", status.Loop.Tasks);
        writer.WriteEndObject();
        List(writer, "models", status.Models, Model);
        List(
            writer,
            "chains",
            status.Chains,
            static (writer, chain) =>
            {
                writer.WriteString("name", chain.Name);
                Texts(writer, "models", chain.Models);
            }
        );
        List(
            writer,
            "channels",
            status.Channels,
            static (writer, channel) =>
            {
                writer.WriteString("name", channel.Name);
                writer.WriteString("state", channel.State);
                Text(writer, "reason", channel.Reason);
                Time(writer, "until", channel.Until);
            }
        );
        writer.WriteStartObject("sessions");
        writer.WriteNumber("total", status.Sessions.Total);
        writer.WriteNumber("running", status.Sessions.Running);
        writer.WriteNumber("asking", status.Sessions.Asking);
        writer.WriteNumber("waiting", status.Sessions.Waiting);
        writer.WriteNumber("queued", status.Sessions.Queued);
        writer.WriteEndObject();
        writer.WriteNumber("approvals_pending", status.ApprovalsPending);
        if (status.Cron is { } cron)
        {
            Cron(writer, cron);
        }
        List(
            writer,
            "background",
            status.Background,
            static (writer, command) =>
            {
                writer.WriteString("session", command.Session);
                writer.WriteString("id", command.Id);
                writer.WriteString("line", command.Line);
            }
        );
        writer.WriteNumber("effects_unknown", status.EffectsUnknown);
        if (status.Outbox is { } outbox)
        {
            Outbox(writer, outbox);
        }
        if (status.Spending is { } spending)
        {
            Spending(writer, spending);
        }
        if (status.Audit is { } audit)
        {
            writer.WriteStartObject("audit");
            writer.WriteNumber("rows", audit.Rows);
            writer.WriteString("head", audit.Head);
            writer.WriteEndObject();
        }

        if (status.Clock is { } clock)
        {
            writer.WriteStartObject("clock");
            if (clock.LeapSeconds is { } leap)
            {
                writer.WriteNumber("leap_seconds", leap);
            }
            Time(writer, "at", clock.At);
            writer.WriteBoolean("over_restart", clock.OverRestart);
            writer.WriteNumber("behind_seconds", clock.BehindSeconds);
            writer.WriteEndObject();
        }

        Texts(writer, "warnings", status.Warnings);
        writer.WriteEndObject();
    }

    private static void Model(Utf8JsonWriter writer, ModelInfo model)
    {
        writer.WriteString("name", model.Name);
        writer.WriteString("provider", model.Provider);
        writer.WriteString("model", model.Model);
        writer.WriteString("state", model.State);
        Text(writer, "reason", model.Reason);
        Time(writer, "until", model.Until);
        Time(writer, "last_used_at", model.LastUsedAt);
    }

    private static void Cron(Utf8JsonWriter writer, CronStatus cron)
    {
        writer.WriteStartObject("cron");
        writer.WriteNumber("jobs", cron.Jobs);
        writer.WriteNumber("reminders", cron.Reminders);
        Text(writer, "next", cron.Next);
        Time(writer, "next_at", cron.NextAt);
        Texts(writer, "failing", cron.Failing);
        writer.WriteEndObject();
    }

    private static void Outbox(Utf8JsonWriter writer, OutboxStatus outbox)
    {
        writer.WriteStartObject("outbox");
        writer.WriteNumber("pending", outbox.Pending);
        writer.WriteNumber("unknown", outbox.Unknown);
        writer.WriteNumber("failed", outbox.Failed);
        writer.WriteNumber("expired", outbox.Expired);
        writer.WriteEndObject();
    }

    private static void Spending(Utf8JsonWriter writer, SpendingStatus spending)
    {
        writer.WriteStartObject("spending");
        writer.WriteNumber("today", spending.Today);
        if (spending.DayLimit is { } day)
        {
            writer.WriteNumber("day_limit", day);
        }
        writer.WriteNumber("month", spending.Month);
        if (spending.MonthLimit is { } month)
        {
            writer.WriteNumber("month_limit", month);
        }
        if (spending.PassedOver is { } why)
        {
            writer.WriteString("passed_over", why);
        }
        List(
            writer,
            "models",
            spending.Models,
            static (writer, model) =>
            {
                writer.WriteString("name", model.Name);
                writer.WriteNumber("today", model.Today);
                writer.WriteNumber("month", model.Month);
            }
        );
        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            writer.WriteString(name, at);
        }
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }
        writer.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
