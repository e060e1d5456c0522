namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What models with a price have cost.</summary>
internal static class Spending
{
    public static Migration Step { get; } =
        new(
            "spending",
            """
            -- What the replies of one day cost (days since 1970-01-01 in the agent's zone), in billionths of the currency's unit. One row for a session, its rule and a model.
            create table spending(
              rule text not null, session text not null, day integer not null, model text not null, input integer not null, output integer not null, cost integer not null,
              primary key(rule, session, day, model)) strict, without rowid;
            create index spending_day on spending(day);
            """
        );
}
