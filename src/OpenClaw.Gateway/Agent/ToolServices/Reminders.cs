using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Scheduling;
using OpenClaw.Scheduling.When;
using OpenClaw.Tools;
using OpenClaw.Turns;

namespace OpenClaw.Agent.ToolServices;

/// <summary>What the remind tool does: reads the time in the agent's zone, and keeps to the session's limit.</summary>
internal sealed class Reminders(ReminderService reminders, TurnStore turns, EventLoop loop, Current<GatewayConfig> config) : IReminders
{
    public string? Complaint(string when) =>
        WhenReader.Read(when, loop.Time.GetUtcNow(), Zone, out var complaint) is null ? complaint : null;

    public async Task<ToolResult> SetAsync(string when, string text, ToolScope scope)
    {
        // Read at the moment it is done: an approval may have taken an hour.
        var now = loop.Time.GetUtcNow();
        if (
            WhenReader.Read(when, now, Zone, out var complaint) is not { } time
            || time.Schedule.Next(now, time.Zone ?? Zone) is not { } next
        )
        {
            return ToolResult.Failure(complaint);
        }
        if (await turns.FindUnfinishedAsync(scope.Turn) is not { } turn)
        {
            return ToolResult.Failure("the turn that asks has ended");
        }
        var limit = config.Value.Tools.Reminders;
        if ((await reminders.ListAsync(scope.Session)).Count >= limit)
        {
            return ToolResult.Failure($"{limit} reminders wait here already, and more are not allowed; cancel one first");
        }
        var set = await reminders.SetAsync(
            new Reminder
            {
                Id = 0,
                Session = scope.Session,
                Text = text,
                Schedule = time.Schedule,
                TimeZone = time.Zone ?? Zone,
                Message = turn.Message,
                Rule = turn.Rule,
                CreatedAt = now,
                NextAt = next,
                IsFromNow = time.IsFromNow,
            }
        );
        return new ToolResult($"reminder {set.Id} set: {Line(set)}");
    }

    public async Task<ToolResult> ListAsync(SessionKey session)
    {
        var active = await reminders.ListAsync(session);
        return new ToolResult(
            active.Count == 0
                ? "no reminders"
                : string.Join('\n', active.Select(reminder => $"{reminder.Id}: {Line(reminder)}: {reminder.Text}"))
        );
    }

    public async Task<ToolResult> CancelAsync(SessionKey session, long id) =>
        await reminders.CancelAsync(session, id) is { } cancelled
            ? new ToolResult($"reminder {id} cancelled: {cancelled.Text}")
            : ToolResult.Failure($"there is no reminder {id} here; list shows them");

    private TimeZoneInfo Zone => config.Value.Agent.TimeZone;

    private string Line(Reminder reminder) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(reminder.Repeats ? $"repeats ({reminder.Schedule}), next " : "")}{TimeZoneInfo.ConvertTime(reminder.NextAt, reminder.TimeZone):ddd yyyy-MM-dd HH:mm}{(reminder.TimeZone.Id == Zone.Id ? "" : $" {reminder.TimeZone.Id}")}"
        );
}
