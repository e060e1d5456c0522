using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Scheduling;

namespace OpenClaw.Control.Api;

/// <summary>The methods about declared jobs and reminders.</summary>
internal sealed class CronApi(
    CronService cron,
    CronStore rows,
    ReminderService reminders,
    TurnWaits waits,
    Current<GatewayConfig> config,
    PeerRights rights,
    TimeProvider time
)
{
    public static ControlCall<NoParams, CronListResult> List { get; } = new("cron.list", ControlJson.Get);
    public static ControlCall<CronNextParams, CronNextResult> Next { get; } = new("cron.next", ControlJson.Get);
    public static ControlCall<CronRunParams, CronRunResult> Run { get; } = new("cron.run", ControlJson.Get);
    public static ControlCall<CronHistoryParams, CronHistoryResult> History { get; } = new("cron.history", ControlJson.Get);

    public const int DefaultCount = 10;

    private const int DefaultRows = 20;
    private const int MostRows = 5000;

    /// <summary>The declared jobs, and beside them the reminders of sessions.</summary>
    public async Task<CronListResult> ListAsync(NoParams parameters, ControlPeer peer)
    {
        // Jobs are for owners to see; a reminder is for whoever may use its session.
        var jobs = new List<CronJobInfo>();
        foreach (var job in rights.IsTrusted(peer) ? cron.Jobs.ToList() : [])
        {
            jobs.Add(CronShapes.Of(job, await rows.LastAsync(job.Name), config.Value.Agent));
        }
        return new CronListResult(
            jobs,
            [.. (await reminders.ListAsync()).Where(r => rights.MayUse(peer, r.Session)).Select(CronShapes.Of)]
        );
    }

    /// <summary>When a job will start.</summary>
    public Task<CronNextResult> NextAsync(CronNextParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "look at cron jobs");
        return Task.FromResult(CronShapes.Next(config.Value, parameters.Job, parameters.Count ?? DefaultCount, time.GetUtcNow()));
    }

    /// <summary>Runs a job now, as an occurrence of its own. Its turn is that of any occurrence.</summary>
    public async Task<CronRunResult> RunAsync(CronRunParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "run cron jobs");
        using var watch = waits.Watch(throughApprovals: false);
        var started = await cron.RunNowAsync(parameters.Job).WaitAsync(ct) switch
        {
            RunNow.Started run => run,
            RunNow.Refused refused => throw ControlException.Failed(refused.Line),
            _ => throw CronShapes.NoSuchJob(config.Value, parameters.Job),
        };

        var result = new CronRunResult
        {
            Job = parameters.Job,
            Turn = started.Turn.Value,
            Session = started.Session.Value,
            State = SendStates.Queued,
        };
        if (parameters.Wait is not true)
        {
            return result;
        }
        return await watch.OfAsync(started.Turn, started.Session, ct) switch
        {
            GatewayEvent.TurnEnded ended => result with { State = SendStates.Of(ended), Reply = ended.Reply },
            GatewayEvent.ApprovalAsked asked => result with
            {
                State = SendStates.Asking,
                Approval = ApprovalInfo.Of(await waits.FindAsync(asked.Approval)),
            },
            _ => result,
        };
    }

    /// <summary>A job's runs, and what was missed or left out. A job that is gone from the configuration keeps its rows.</summary>
    public async Task<CronHistoryResult> HistoryAsync(CronHistoryParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "look at cron jobs");
        var runs = await rows.HistoryAsync(parameters.Job, Math.Clamp(parameters.Limit ?? DefaultRows, 1, MostRows));
        if (runs.Count == 0)
        {
            CronShapes.Find(config.Value, parameters.Job);
        }
        return new CronHistoryResult(parameters.Job, [.. runs.Select(run => CronShapes.Of(run, config.Value.Agent))]);
    }

    /// <summary>What <c>status</c> says of jobs and reminders; null where there are neither.</summary>
    public async Task<CronStatus?> StatusAsync()
    {
        var waiting = await reminders.CountAsync();
        return CronShapes.Status([.. cron.Jobs], waiting);
    }
}

internal sealed record CronListResult(IReadOnlyList<CronJobInfo> Jobs, IReadOnlyList<ReminderInfo> Reminders);

internal sealed record CronJobInfo
{
    public required string Name { get; init; }

    /// <summary>As people read it: an expression, <c>every 15m</c>, <c>at 2026-12-24 18:00:00</c>.</summary>
    public required string Schedule { get; init; }

    public required string Timezone { get; init; }

    /// <summary><c>prompt</c>, <c>command</c> or <c>check</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it starts next, its jitter included; null when it is switched off or will not come again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>The newest run.</summary>
    public CronRunInfo? Last { get; init; }

    /// <summary>Occurrences in a row that failed.</summary>
    public int Failures { get; init; }

    /// <summary>It has failed, and occurrences before this are left out.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}

internal sealed record ReminderInfo
{
    public required long Id { get; init; }
    public required string Session { get; init; }
    public required string Text { get; init; }
    public required string Schedule { get; init; }
    public required string Timezone { get; init; }
    public required DateTimeOffset NextAt { get; init; }
}

internal sealed record CronRunInfo
{
    public required DateTimeOffset ScheduledAt { get; init; }
    public required int Attempt { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c>, <c>unknown</c>, <c>missed</c> or <c>skipped</c>.</summary>
    public required string State { get; init; }

    public long? Turn { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Note { get; init; }
}

/// <param name="Count">How many; 10 when absent.</param>
internal sealed record CronNextParams(string Job, int? Count = null);

internal sealed record CronNextResult(string Job, string Schedule, string Timezone, IReadOnlyList<DateTimeOffset> Next);

/// <param name="Wait">Answer when the turn has ended, or asks and sleeps; else as soon as it is on disk.</param>
internal sealed record CronRunParams(string Job, bool? Wait = null);

internal sealed record CronRunResult
{
    public required string Job { get; init; }
    public required long Turn { get; init; }
    public required string Session { get; init; }

    /// <summary>One of <see cref="SendStates"/>.</summary>
    public required string State { get; init; }

    public string? Reply { get; init; }
    public ApprovalInfo? Approval { get; init; }
}

/// <param name="Limit">How many rows, the newest; 20 when absent.</param>
internal sealed record CronHistoryParams(string Job, int? Limit = null);

/// <summary>Newest first.</summary>
internal sealed record CronHistoryResult(string Job, IReadOnlyList<CronRunInfo> Runs);
