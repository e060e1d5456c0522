using OpenClaw.Turns;

namespace OpenClaw.Agent.Budgets;

/// <summary>The rows of <c>usage</c>: what a session has used under a rule, by the minute. Written only for rules that have a budget to
/// hold.</summary>
internal sealed class UsageStore(Store store)
{
    public const int MinutesAnHour = 60;

    public static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

    public void Add(Turn turn, long minute, long turns = 0, long tokens = 0, UsedUp told = UsedUp.Nothing) =>
        turn.Batch.Add(
            """
            insert into usage(rule, session, minute, turns, tokens, told) values(@0, @1, @2, @3, @4, @5)
            on conflict(rule, session, minute) do update set turns = turns + @3, tokens = tokens + @4, told = told | @5
            """,
            turn.Rule.Name,
            OwnerOf(turn),
            minute,
            turns,
            tokens,
            (long)told
        );

    /// <summary>The clock was set: what was used was used as long ago as before. Through minutes that no clock shows, so that no row meets
    /// another on its way.</summary>
    public static void MoveAlong(Batch batch, TimeSpan leap) =>
        batch
            .Add("update usage set minute = minute + @0 + 1000000000", (long)Math.Floor(leap.TotalMinutes))
            .Add("update usage set minute = minute - 1000000000");

    /// <summary>What was used in two spans of time that both end now.</summary>
    /// <param name="turnsFrom">First minute of those whose turns count.</param>
    /// <param name="tokensFrom">First minute of those whose tokens count.</param>
    public Task<Usage> ReadAsync(Turn turn, long turnsFrom, long tokensFrom) =>
        store.LookAsync(connection =>
            connection.Query(
                """
                select coalesce(sum(turns) filter (where minute >= @2), 0), min(minute) filter (where minute >= @2 and turns > 0),
                  coalesce(sum(tokens) filter (where minute >= @3), 0), coalesce(max(minute) filter (where told & 1), 0), coalesce(max(minute) filter (where told & 2), 0)
                from usage where rule = @0 and session = @1 and minute >= min(@2, @3)
                """,
                static row => new Usage(
                    row.GetInt64(0),
                    row.IsDBNull(1) ? null : row.GetInt64(1),
                    row.GetInt64(2),
                    row.GetInt64(3),
                    row.GetInt64(4)
                ),
                turn.Rule.Name,
                OwnerOf(turn),
                turnsFrom,
                tokensFrom
            )[0]
        );

    // At the API door a session is any name that a client makes up: a budget of each would be none.
    public static string OwnerOf(Turn turn) =>
        turn.Message.Chat.Channel == StandAlone.Channel ? turn.Message.Sender.Address : turn.Session.Value;
}

/// <summary>What a session has used.</summary>
/// <param name="Turns">Begun in the last hour.</param>
/// <param name="FirstTurn">The minute of the oldest of them: an hour after it there is room for one more.</param>
/// <param name="Tokens">Read and written today.</param>
/// <param name="ToldAt">The minute its people were last told that turns or tokens are used up; 0 for never.</param>
/// <param name="ToldOfMoneyAt">The same of money.</param>
internal sealed record Usage(long Turns, long? FirstTurn, long Tokens, long ToldAt, long ToldOfMoneyAt);
