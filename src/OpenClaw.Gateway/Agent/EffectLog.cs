using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>The rows of <c>effects</c>: written as <c>started</c> before a call touches the world, so that after a kill nothing is run
/// twice.</summary>
internal sealed class EffectLog(Store store, TimeProvider time)
{
    public void Start(Batch batch, OpenEffect effect, string digest, string? approval) =>
        batch
            .Add(
                "insert into effects(turn, call, session, tool, digest, state, approval, started_at) values(@0, @1, @2, @3, @4, 'started', @5, @6)",
                effect.Turn.Value,
                effect.Call,
                effect.Session.Value,
                effect.Tool,
                digest,
                approval,
                time.GetUtcNow()
            )
            .Became(effect, "started", ("digest", digest), ("approval", approval));

    public void Finish(Batch batch, OpenEffect effect, string result)
    {
        // The audit outlives the result and has its hash without the salt: short words could be found again from a bare hash, by trying.
        var (salt, text) = (RandomNumberGenerator.GetHexString(SaltDigits, lowercase: true), Encoding.UTF8.GetBytes(result));
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(salt), .. text]));
        batch
            .Add(
                "update effects set state = 'finished', finished_at = @2, result_hash = @3 where turn = @0 and call = @1",
                effect.Turn.Value,
                effect.Call,
                time.GetUtcNow(),
                $"{salt}:{hash}"
            )
            .Became(effect, "finished", ("result", hash), ("bytes", text.Length));
    }

    /// <summary>The call has its result, and what it started goes on.</summary>
    public static void GoOn(Batch batch, OpenEffect effect, string name) =>
        batch
            .Add(
                "update effects set state = 'running', running_as = @2 where turn = @0 and call = @1",
                effect.Turn.Value,
                effect.Call,
                name
            )
            .Became(effect, "running", ("as", name));

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
        store.ReadAsync(
            "select turn, call, session, tool from effects where state = 'started' and turn in (select id from turns where ended_at is null)",
            Read
        );

    /// <summary>Commands that went on in the background when the process died, of turns that ended or not.</summary>
    public Task<List<OpenEffect>> RunningAsync() =>
        store.ReadAsync("select turn, call, session, running_as from effects where state = 'running'", Read);

    private static OpenEffect Read(SqliteDataReader row) =>
        new(new TurnId(row.GetInt64(0)), row.GetString(1), new SessionKey(row.GetString(2)), row.GetString(3));

    /// <summary>What the model reads of a command whose end nobody saw.</summary>
    public static string CutOffText(string name) =>
        $"unknown: the gateway stopped while {name} was running in the background, and it was ended with it. It may have done its work in part, wholly, or not at all. Look before you start it again.";

    /// <summary>What the model reads in place of a result that nobody saw.</summary>
    public static string UnknownText(string tool) =>
        $"unknown: the gateway stopped while this {tool} call was running. It may have run in part, wholly, or not at all, and was not run again. Look before you repeat it.";

    /// <summary>The result of a call whose end nobody saw.</summary>
    public static Entry.ToolResult UnknownResult(OpenEffect effect) =>
        new(effect.Call, effect.Tool, UnknownText(effect.Tool), Failed: true);

    public static void MarkUnknown(Batch batch, OpenEffect effect) =>
        batch
            .Add("update effects set state = 'unknown' where turn = @0 and call = @1", effect.Turn.Value, effect.Call)
            .Became(effect, "unknown");

    /// <summary>Deletes the calls of a turn that is over, apart from those of which nobody knows how they ended.</summary>
    public static void Forget(Batch batch, TurnId turn) =>
        batch.Add("delete from effects where turn = @0 and state = 'finished'", turn.Value);

    /// <summary>Hexadecimal digits of the salt that is kept with a result's hash, <c>SALT:HASH</c>.</summary>
    private const int SaltDigits = 32;
}

/// <summary>A call that touches the world, or a command that it has left running.</summary>
/// <param name="Tool">Its name; of a command, what its session knew it by, and its line.</param>
internal sealed record OpenEffect(TurnId Turn, string Call, SessionKey Session, string Tool);

file static class EffectAudit
{
    /// <summary>What became of a call, in the batch that says so.</summary>
    public static void Became(this Batch batch, OpenEffect effect, string state, params ReadOnlySpan<(string Name, object? Value)> more) =>
        batch.Audit(
            AuditKinds.Effect,
            effect.Session.Value,
            effect.Turn.Value,
            [("call", effect.Call), ("tool", effect.Tool), ("state", state), .. more]
        );
}
