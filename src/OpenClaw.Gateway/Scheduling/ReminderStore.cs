using Microsoft.Data.Sqlite;
using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>The rows of <c>reminders</c>. One that will not come again has no <c>next_at</c>.</summary>
internal sealed class ReminderStore(Store store)
{
    public Task<List<Reminder>> ActiveAsync() => store.ReadAsync($"{Columns} where next_at is not null order by next_at, id", Read);

    public Task<int> CountAsync() =>
        store.ReadAsync(static connection =>
            connection.Query("select count(*) from reminders where next_at is not null", static row => row.GetInt32(0))[0]
        );

    public async Task<List<Reminder>> OfAsync(SessionKey session) =>
        [.. (await ActiveAsync()).Where(reminder => reminder.Session == session)];

    public static void Add(Batch batch, Reminder reminder) =>
        batch.Add(
            """
            insert into reminders(id, session, text, schedule, zone, message, rule, state, created_at, next_at, from_now) values(@0, @1, @2, @3, @4, @5, @6, 'active', @7, @8, @9)
            """,
            reminder.Id,
            reminder.Session.Value,
            reminder.Text,
            reminder.Schedule.ToString(),
            reminder.TimeZone.Id,
            JsonSerializer.Serialize(StoredMessage.Of(reminder.Message), MessageJson.Default.StoredMessage),
            reminder.Rule,
            reminder.CreatedAt,
            reminder.NextAt,
            reminder.IsFromNow
        );

    /// <summary>Moves a reminder on from one of its times, or makes the batch a conflict when it is elsewhere by now: it comes
    /// once.</summary>
    /// <param name="next">Null when it does not come again.</param>
    public static void MoveOn(Batch batch, Reminder reminder, DateTimeOffset? next) =>
        batch.Expect(
            1,
            "update reminders set next_at = @2, state = case when @2 is null then 'done' else state end where id = @0 and next_at = @1",
            reminder.Id,
            reminder.NextAt,
            next
        );

    /// <summary>The same where it does not matter whether it was elsewhere already.</summary>
    public static void Put(Batch batch, Reminder reminder, DateTimeOffset? next) =>
        batch.Add(
            "update reminders set next_at = @2, state = case when @2 is null then 'done' else state end where id = @0 and next_at = @1",
            reminder.Id,
            reminder.NextAt,
            next
        );

    public static void MoveAlong(Batch batch, TimeSpan leap) =>
        batch.Add(
            "update reminders set next_at = next_at + @0, created_at = created_at + @0 where next_at is not null and from_now = 1",
            (long)leap.TotalMilliseconds
        );

    public static void Cancel(Batch batch, Reminder reminder) =>
        batch.Add("update reminders set next_at = null, state = 'cancelled' where id = @0 and next_at is not null", reminder.Id);

    private const string Columns = "select id, session, text, schedule, zone, message, rule, created_at, next_at, from_now from reminders";

    private static Reminder Read(SqliteDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Session = new SessionKey(row.GetString(1)),
            Text = row.GetString(2),
            Schedule = ScheduleText.Parse(row.GetString(3)),
            // A zone that was there when it was set; should the machine have lost it since, UTC is late or early, and not never.
            TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(row.GetString(4), out var zone) ? zone : TimeZoneInfo.Utc,
            Message = JsonSerializer.Deserialize(row.GetString(5), MessageJson.Default.StoredMessage)!.ToMessage(),
            Rule = row.GetString(6),
            CreatedAt = row.Time(7),
            NextAt = row.Time(8),
            IsFromNow = row.GetInt64(9) != 0,
        };
}
