using System.Security.Cryptography;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Scheduling;
using OpenClaw.Turns;

namespace OpenClaw.Agent;

/// <summary>
/// The first start on a replica (<c>openclaw run --takeover</c>). The machine it was copied from went on for a while after its last copy, so
/// a row that looks as if nothing had begun may have been sent or done there: all of it becomes unknown, in one transaction with the row of
/// the audit that says so. What is left open (turns) is marked, and <see cref="Recovery"/> ends it.
/// </summary>
internal sealed class Takeover(
    Store store,
    ReminderStore reminders,
    CronStore cron,
    Announcer announcer,
    IOwnerAlert owner,
    Current<GatewayConfig> config,
    TimeProvider time,
    ILogger log
)
{
    private const string Why = "another machine took over; the first one may have sent it after its last copy";

    /// <summary>Beside the state: this directory has taken its state over, and a start that is told so again is an ordinary one. The replica
    /// does not carry it.</summary>
    private static string MarkOf(string state) => Path.Combine(state, "taken-over");

    /// <summary>What became unknown, for <c>status</c>; null before.</summary>
    public string? Notice { get; private set; }

    /// <summary>Whether a state was taken over in its directory.</summary>
    /// <param name="epoch">Of the state there.</param>
    public static bool IsDone(string state, string? epoch) =>
        epoch is not null && File.Exists(MarkOf(state)) && File.ReadAllText(MarkOf(state)).Trim() == epoch;

    /// <summary>Makes unknown whatever may have been done since the replica was made. Before anything else is read.</summary>
    public async Task RunAsync()
    {
        var now = time.GetUtcNow();
        var found = await store.ReadAsync(static connection =>
        {
            long Count(string sql) => connection.Query($"select count(*) from {sql}", static row => row.GetInt64(0))[0];
            return (
                Messages: Count("outbox where state in ('pending', 'sending') and edits is null"),
                Turns: Count("turns where ended_at is null and state <> 'asking'"),
                Calls: Count("effects where state in ('started', 'running')"),
                Questions: Count("approvals where state in ('pending', 'approved')"),
                Newest: AuditTable.LastBeforeStart(connection)
            );
        });
        var since = found.Newest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : now;
        var batch = new Batch();
        OutboxStore.MarkUnseen(batch, Why);
        TurnStore.MarkUnseen(batch);
        CronStore.MarkUnseen(batch, Why, now);
        var (runs, due) = (await SettleRunsAsync(batch, now), await DueRemindersAsync(now));
        var held = new List<IDisposable>();
        foreach (var reminder in due)
        {
            await PassOverAsync(batch, reminder, now, held);
        }

        var zone = config.Value.Agent.TimeZone;
        var names = runs.Count == 0 ? "" : $" ({string.Join(", ", runs)})";
        Notice =
            $"this machine has taken over; the newest that it knows of the first is of {WallClock.Show(since, zone)}. Unknown since then: {found.Messages} messages (openclaw outbox), {found.Turns} turns (their chats are told), {found.Calls} tool calls, {runs.Count} cron jobs{names} whose time has come and that are not made up for (openclaw cron run NAME), {due.Count} reminders, {found.Questions} approvals: they are asked again, and what was answered on the first may have run there";
        using var alert = await owner.AddAsync(batch, Notice);
        CursorStore.Set(batch, CursorStore.State, CursorStore.Epoch, RandomNumberGenerator.GetHexString(32, lowercase: true));
        batch.Audit(
            AuditKinds.Epoch,
            null,
            null,
            ("host", Environment.MachineName),
            ("since_ms", since.ToUnixTimeMilliseconds()),
            ("until_ms", now.ToUnixTimeMilliseconds()),
            ("deliveries_unknown", found.Messages),
            ("turns_unknown", found.Turns),
            ("effects_unknown", found.Calls),
            ("jobs_unknown", runs.Count),
            ("reminders_unknown", due.Count)
        );
        await store.CommitAsync(batch);
        held.ForEach(static end => end.Dispose());
        alert.Tell();
        AgentLog.TookOver(log, Notice);
    }

    /// <summary>All of it is on the disk, what <see cref="Recovery"/> ended too: from now on a start here is an ordinary one.</summary>
    public static async Task EndAsync(string state, Store store)
    {
        var epoch = await new CursorStore(store).OfStateAsync(CursorStore.Epoch);
        try
        {
            await using var file = PrivateFile.Open(MarkOf(state), FileMode.Create);
            await file.WriteAsync(Encoding.UTF8.GetBytes($"{epoch}\n"));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StateDirectory.Classify(e), $"{MarkOf(state)} cannot be written: {StateDirectory.Reason(e)}", e);
        }
    }

    /// <summary>Occurrences that have come since the last one the replica knows: the first machine may have run each of them.</summary>
    /// <returns>The jobs that have any.</returns>
    private async Task<List<string>> SettleRunsAsync(Batch batch, DateTimeOffset now)
    {
        var jobs = new List<string>();
        foreach (var row in await cron.JobsAsync())
        {
            if (config.Value.Cron.FirstOrDefault(job => job.Name == row.Name && job.ScheduleText == row.Schedule) is not { } job)
            {
                continue;
            }
            var settled = await cron.SettledAsync(row.Name, row.Since, now) ?? row.Since;
            if (job.Schedule.Next(settled, job.TimeZone) is not { } first || first > now)
            {
                continue;
            }
            var plan = MissedPlan.Make(job with { Missed = MissedMode.Skip }, first, now, isAwaited: false, static _ => false);
            if (plan.Older is { } older)
            {
                CronStore.Settle(batch, new CronRun(job.Name, older), RunStates.Unknown, $"{Why}; {plan.OlderNote}");
            }
            foreach (var left in plan.Left)
            {
                CronStore.Settle(batch, new CronRun(job.Name, left), RunStates.Unknown, Why);
            }
            if (plan.Older is not null || plan.Left.Count > 0)
            {
                jobs.Add(job.Name);
            }
        }
        return jobs;
    }

    private async Task<List<Reminder>> DueRemindersAsync(DateTimeOffset now) =>
        [.. (await reminders.ActiveAsync()).Where(reminder => reminder.NextAt <= now)];

    /// <summary>It starts no turn, which might do something once more; its words are told where it would have come.</summary>
    private async Task PassOverAsync(Batch batch, Reminder reminder, DateTimeOffset now, List<IDisposable> held)
    {
        ReminderStore.Put(batch, reminder, reminder.Repeats ? reminder.Schedule.Next(now, reminder.TimeZone) : null);
        if (announcer.Resolve(reminder.Session.Value) is not { } address)
        {
            return;
        }
        var text =
            $"Reminder {reminder.Id} was due at {WallClock.Show(reminder.NextAt, reminder.TimeZone)}, while another machine took over; it may have come already: {reminder.Text}";
        if (await announcer.AddToAsync(batch, address, new Announcement(text, reminder.Session, NamesItself: true)) is { } end)
        {
            held.Add(end);
        }
    }
}
