using System.Security.Cryptography;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Agent;

/// <summary>The rows of <c>effects</c>: written as <c>started</c> before a call touches the world, so that after a kill nothing is run
/// twice.</summary>
internal sealed class EffectLog(Store store, TimeProvider time)
{
    public void Start(Batch batch, TurnId turn, string call, SessionKey session, string tool, string digest, string? approval) =>
        batch
            .Add(
                "insert into effects(turn, call, session, tool, digest, state, approval, started_at) values(@0, @1, @2, @3, @4, 'started', @5, @6)",
                turn.Value,
                call,
                session.Value,
                tool,
                digest,
                approval,
                time.GetUtcNow()
            )
            .Audit(
                AuditKinds.Effect,
                session.Value,
                turn.Value,
                ("call", call),
                ("tool", tool),
                ("state", "started"),
                ("digest", digest),
                ("approval", approval)
            );

    public void Finish(Batch batch, TurnId turn, string call, SessionKey session, string tool, string result)
    {
        // The audit outlives the result and has its hash without the salt: short words could be found again from a bare hash, by trying.
        var (salt, text) = (RandomNumberGenerator.GetHexString(SaltDigits, lowercase: true), Encoding.UTF8.GetBytes(result));
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(salt), .. text]));
        batch
            .Add(
                "update effects set state = 'finished', finished_at = @2, result_hash = @3 where turn = @0 and call = @1",
                turn.Value,
                call,
                time.GetUtcNow(),
                $"{salt}:{hash}"
            )
            .Audit(
                AuditKinds.Effect,
                session.Value,
                turn.Value,
                ("call", call),
                ("tool", tool),
                ("state", "finished"),
                ("result", hash),
                ("bytes", text.Length)
            );
    }

    /// <summary>The call has its result, and what it started goes on.</summary>
    public static void GoOn(Batch batch, TurnId turn, string call, SessionKey session, string tool, string name) =>
        batch
            .Add("update effects set state = 'running', running_as = @2 where turn = @0 and call = @1", turn.Value, call, name)
            .Audit(AuditKinds.Effect, session.Value, turn.Value, ("call", call), ("tool", tool), ("state", "running"), ("as", name));

    /// <summary>What a call had left running has ended.</summary>
    /// <param name="how">Its exit code or signal, in words: nothing that it printed.</param>
    public Task EndAsync(TurnId turn, string call, string how) =>
        store.CommitAsync(
            new Batch()
                .Add(
                    "update effects set state = 'finished', finished_at = @2, result_hash = @3 where turn = @0 and call = @1 and state = 'running'",
                    turn.Value,
                    call,
                    time.GetUtcNow(),
                    Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(how)))
                )
                .AuditIfChanged(AuditKinds.Effect, null, turn.Value, ("call", call), ("state", "finished"), ("how", how))
        );

    /// <summary>Calls that were running when the process died.</summary>
    public Task<List<OpenEffect>> StartedAsync() =>
        store.ReadAsync(connection =>
            connection.Query(
                "select turn, call, session, tool, started_at from effects where state = 'started' and turn in (select id from turns where ended_at is null)",
                static row => new OpenEffect(
                    new TurnId(row.GetInt64(0)),
                    row.GetString(1),
                    new SessionKey(row.GetString(2)),
                    row.GetString(3),
                    row.Time(4)
                )
            )
        );

    /// <summary>Commands that went on in the background when the process died, of turns that ended or not.</summary>
    public Task<List<CutOffCommand>> RunningAsync() =>
        store.ReadAsync(connection =>
            connection.Query(
                "select turn, call, session, running_as from effects where state = 'running'",
                static row => new CutOffCommand(
                    new TurnId(row.GetInt64(0)),
                    row.GetString(1),
                    new SessionKey(row.GetString(2)),
                    row.GetString(3)
                )
            )
        );

    /// <summary>What the model reads of a command whose end nobody saw.</summary>
    public static string CutOffText(string name) =>
        $"unknown: the gateway stopped while {name} was running in the background, and it was ended with it. It may have done its work in part, wholly, or not at all. Look before you start it again.";

    /// <summary>What the model reads in place of a result that nobody saw.</summary>
    public static string UnknownText(string tool) =>
        $"unknown: the gateway stopped while this {tool} call was running. It may have run in part, wholly, or not at all, and was not run again. Look before you repeat it.";

    public static void MarkUnknown(Batch batch, OpenEffect effect) =>
        MarkUnknown(batch, effect.Turn, effect.Call, effect.Session, effect.Tool);

    public static void MarkUnknown(Batch batch, CutOffCommand command) =>
        MarkUnknown(batch, command.Turn, command.Call, command.Session, command.Name);

    private static void MarkUnknown(Batch batch, TurnId turn, string call, SessionKey session, string what) =>
        batch
            .Add("update effects set state = 'unknown' where turn = @0 and call = @1", turn.Value, call)
            .Audit(AuditKinds.Effect, session.Value, turn.Value, ("call", call), ("tool", what), ("state", "unknown"));

    /// <summary>Deletes the calls of a turn that is over, apart from those of which nobody knows how they ended.</summary>
    public static void Forget(Batch batch, TurnId turn) =>
        batch.Add("delete from effects where turn = @0 and state = 'finished'", turn.Value);

    /// <summary>Hexadecimal digits of the salt that is kept with a result's hash, <c>SALT:HASH</c>.</summary>
    private const int SaltDigits = 32;
}

/// <summary>A call of which only the start is known.</summary>
internal sealed record OpenEffect(TurnId Turn, string Call, SessionKey Session, string Tool, DateTimeOffset StartedAt);

/// <summary>A command in the background of which only the start is known.</summary>
/// <param name="Name">What its session knew it by, and its line.</param>
internal sealed record CutOffCommand(TurnId Turn, string Call, SessionKey Session, string Name);
