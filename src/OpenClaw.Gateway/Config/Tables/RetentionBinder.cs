using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[retention]</c>.</summary>
internal static class RetentionBinder
{
    private static readonly RetentionConfig s_defaults = new();

    public static RetentionConfig Bind(TableReader table) =>
        new()
        {
            Transcripts = Length(table, "transcripts", s_defaults.Transcripts, days: 1),
            Messages = Length(table, "messages", s_defaults.Messages, days: 1),
            // Chat services hand out again what was not acknowledged, for a day and more.
            Ids = Length(table, "ids", s_defaults.Ids, days: 7),
            Turns = Length(table, "turns", s_defaults.Turns, days: 1),
            Outbox = Length(table, "outbox", s_defaults.Outbox, days: 1),
            // A run is also what says that its hour is done with.
            Cron = Length(table, "cron", s_defaults.Cron, days: 7),
            Audit = Length(table, "audit", s_defaults.Audit, days: 7),
        };

    private static TimeSpan Length(TableReader table, string key, TimeSpan fallback, int days) =>
        table.OptionalDuration(key, TimeSpan.FromDays(days), TimeSpan.FromDays(100 * 365), fallback, forever: true) ?? fallback;
}
