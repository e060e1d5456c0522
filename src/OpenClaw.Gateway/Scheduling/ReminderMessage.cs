namespace OpenClaw.Scheduling;

/// <summary>A reminder as the message that brings it.</summary>
internal static class ReminderMessage
{
    private const string Prefix = "remind-";

    /// <param name="isLate">No gateway ran when it was due, and whoever reads it must know.</param>
    public static InboundMessage Of(Reminder reminder, DateTimeOffset now, bool isLate)
    {
        var set = reminder.Message;
        var due = isLate ? $", due {Local(reminder.NextAt)}" : "";
        return set with
        {
            Identity = set.Identity with
            {
                MessageId = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Prefix}{reminder.Id}@{reminder.NextAt.ToUnixTimeMilliseconds()}"
                ),
                Edit = 0,
            },
            Text = $"[reminder set {Local(reminder.CreatedAt)}{due}] {reminder.Text}",
            ReceivedAt = now,
            Origin = Origin.Cron,
            JobRun = null,
            Images = [],
        };

        string Local(DateTimeOffset at) =>
            TimeZoneInfo.ConvertTime(at, reminder.TimeZone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The number of the reminder that a message brings; null when it brings none.</summary>
    public static long? IdOf(InboundMessage message) =>
        message is { Origin: Origin.Cron, Identity.MessageId: var id }
        && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.IndexOf('@') is var at and > 0
        && long.TryParse(id.AsSpan(Prefix.Length, at - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
