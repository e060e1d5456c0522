using OpenClaw.Models;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Budgets;

/// <summary>The rows of <c>spending</c>: what models with a price have cost, by the day.</summary>
internal sealed class SpendingStore(Store store)
{
    /// <summary>A day as its rows name it: days since 1970-01-01.</summary>
    private static long Day(DateOnly day) => day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Adds what one reply cost, in the turn's own batch.</summary>
    /// <param name="nanos">Its cost in billionths of the currency's unit.</param>
    public static void Add(Turn turn, DateOnly day, ModelSpend reply, long nanos) =>
        turn.Batch.Add(
            """
            insert into spending(rule, session, day, model, input, output, cost) values(@0, @1, @2, @3, @4, @5, @6)
            on conflict(rule, session, day, model) do update set input = input + @4, output = output + @5, cost = cost + @6
            """,
            turn.Rule.Name,
            UsageStore.OwnerOf(turn),
            Day(day),
            reply.Model,
            reply.Tokens.Input,
            reply.Tokens.Output,
            nanos
        );

    /// <summary>What the turn's session and what all sessions have spent since the first of the month.</summary>
    public Task<Sums> SumsAsync(Turn turn, DateOnly today) =>
        store.LookAsync(connection =>
            connection.Query(
                """
                select coalesce(sum(cost) filter (where day = @2 and rule = @0 and session = @1), 0), coalesce(sum(cost) filter (where rule = @0 and session = @1), 0),
                  coalesce(sum(cost) filter (where day = @2), 0), coalesce(sum(cost), 0)
                from spending where day >= @3 and day <= @2
                """,
                static row => new Sums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
                turn.Rule.Name,
                UsageStore.OwnerOf(turn),
                Day(today),
                Day(FirstOfMonth(today))
            )[0]
        );

    /// <summary>What each model has cost this month; none that cost nothing.</summary>
    public Task<List<ModelSum>> ModelsAsync(DateOnly today) =>
        store.ReadAsync(
            "select model, coalesce(sum(cost) filter (where day = @0), 0), sum(cost) from spending where day >= @1 and day <= @0 group by model order by model",
            static row => new ModelSum(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            Day(today),
            Day(FirstOfMonth(today))
        );

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>Sums of one session and of all, in billionths of the currency's unit.</summary>
internal readonly record struct Sums(long Today, long Month, long AllToday, long AllMonth);

/// <summary>What a model has cost, in billionths of the currency's unit.</summary>
internal readonly record struct ModelSum(string Model, long Today, long Month);
