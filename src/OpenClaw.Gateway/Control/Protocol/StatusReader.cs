using System.Text.Json;

namespace OpenClaw.Control.Protocol;

/// <summary>
/// Reads the result of <c>status</c> by hand. The shape that the library would read it with takes a third of a megabyte and three
/// milliseconds to get ready, a tenth of what the command may take. Names are those of <see cref="StatusResult"/> on the wire; what is
/// absent has its default. </summary>
internal static class StatusReader
{
    /// <exception cref="JsonException">Something that is always there is not.</exception>
    public static StatusResult Read(JsonElement status) =>
        new()
        {
            Version = Need(status, "version"),
            Pid = Whole(status, "pid"),
            StartedAt = Time(status, "started_at") ?? throw Lacks("started_at"),
            UptimeSeconds = Part(status, "uptime_seconds") is { ValueKind: JsonValueKind.Number } seconds
                ? seconds.GetDouble()
                : throw Lacks("uptime_seconds"),
            ConfigFile = Text(status, "config_file"),
            ConfigLoadedAt = Time(status, "config_loaded_at"),
            StateDir = Text(status, "state_dir"),
            Socket = Text(status, "socket"),
            Workspace = Text(status, "workspace"),
            Memory = Part(status, "memory") is { } memory
                ? new MemoryStatus(Long(memory, "rss_bytes"), Long(memory, "heap_bytes"))
                : throw Lacks("memory"),
            Loop = Part(status, "loop") is { } loop
                ? new LoopStatus
                {
                    Backlog = Whole(loop, "backlog"),
                    SlowCallbacks = Long(loop, "slow_callbacks"),
                    Tasks = Texts(loop, "tasks"),
                }
                : throw Lacks("loop"),
            Models = List(status, "models", Model),
            Chains = List(status, "chains", static chain => new ChainInfo(Need(chain, "name"), Texts(chain, "models"))),
            Channels = List(
                status,
                "channels",
                static channel => new ChannelInfo(
                    Need(channel, "name"),
                    Need(channel, "state"),
                    Text(channel, "reason"),
                    Time(channel, "until")
                )
            ),
            Sessions = Part(status, "sessions") is { } sessions ? Counts(sessions) : throw Lacks("sessions"),
            ApprovalsPending = Whole(status, "approvals_pending"),
            Cron = Part(status, "cron") is { } cron ? Jobs(cron) : null,
            Background = List(
                status,
                "background",
                static command => new BackgroundCommand(Need(command, "session"), Need(command, "id"), Need(command, "line"))
            ),
            EffectsUnknown = Whole(status, "effects_unknown"),
            Outbox = Part(status, "outbox") is { } outbox ? Unsent(outbox) : null,
            Spending = Part(status, "spending") is { } spending ? Costs(spending) : null,
            Audit = Part(status, "audit") is { } audit ? new AuditStatus(Long(audit, "rows"), Need(audit, "head")) : null,
            Clock = Part(status, "clock") is { } clock ? Clocked(clock) : null,
            Warnings = Texts(status, "warnings"),
        };

    private static ModelInfo Model(JsonElement model) =>
        new()
        {
            Name = Need(model, "name"),
            Provider = Need(model, "provider"),
            Model = Need(model, "model"),
            State = Need(model, "state"),
            Reason = Text(model, "reason"),
            Until = Time(model, "until"),
            LastUsedAt = Time(model, "last_used_at"),
        };

    private static SessionCounts Counts(JsonElement sessions) =>
        new()
        {
            Total = Whole(sessions, "total"),
            Running = Whole(sessions, "running"),
            Asking = Whole(sessions, "asking"),
            Waiting = Whole(sessions, "waiting"),
            Queued = Whole(sessions, "queued"),
        };

    private static CronStatus Jobs(JsonElement cron) =>
        new()
        {
            Jobs = Whole(cron, "jobs"),
            Reminders = Whole(cron, "reminders"),
            Next = Text(cron, "next"),
            NextAt = Time(cron, "next_at"),
            Failing = Texts(cron, "failing"),
        };

    private static ClockStatus Clocked(JsonElement clock) =>
        new(
            Part(clock, "leap_seconds") is { ValueKind: JsonValueKind.Number } leap ? leap.GetDouble() : null,
            Time(clock, "at"),
            Part(clock, "over_restart") is { ValueKind: JsonValueKind.True },
            Part(clock, "behind_seconds") is { ValueKind: JsonValueKind.Number } behind ? behind.GetDouble() : 0
        );

    private static OutboxStatus Unsent(JsonElement outbox) =>
        new()
        {
            Pending = Whole(outbox, "pending"),
            Unknown = Whole(outbox, "unknown"),
            Failed = Whole(outbox, "failed"),
            Expired = Whole(outbox, "expired"),
        };

    private static SpendingStatus Costs(JsonElement spending) =>
        new()
        {
            Today = Amount(spending, "today") ?? throw Lacks("spending.today"),
            DayLimit = Amount(spending, "day_limit"),
            Month = Amount(spending, "month") ?? throw Lacks("spending.month"),
            MonthLimit = Amount(spending, "month_limit"),
            PassedOver = Text(spending, "passed_over"),
            Models = List(
                spending,
                "models",
                static model => new ModelCost(Need(model, "name"), Amount(model, "today") ?? 0, Amount(model, "month") ?? 0)
            ),
        };

    private static decimal? Amount(JsonElement from, string name) =>
        Part(from, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var amount) ? amount : null;

    private static JsonElement? Part(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement from, string name) =>
        Part(from, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string Need(JsonElement from, string name) => Text(from, name) ?? throw Lacks(name);

    private static DateTimeOffset? Time(JsonElement from, string name) =>
        Part(from, name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time) ? time : null;

    private static long Long(JsonElement from, string name) =>
        Part(from, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    private static int Whole(JsonElement from, string name) => (int)Math.Clamp(Long(from, name), int.MinValue, int.MaxValue);

    private static string[] Texts(JsonElement from, string name) => List(from, name, static text => text.GetString() ?? "");

    private static T[] List<T>(JsonElement from, string name, Func<JsonElement, T> read) =>
        Part(from, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(read)] : [];

    private static JsonException Lacks(string name) => new($"{name} is missing");
}
