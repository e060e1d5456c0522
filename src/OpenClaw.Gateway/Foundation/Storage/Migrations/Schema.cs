namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>The whole schema, oldest step first.</summary>
internal static class Schema
{
    public static IReadOnlyList<Migration> Steps { get; } =
    [
        Initial.Step,
        Durability.Step,
        Deliveries.Step,
        Outcomes.Step,
        ChannelForms.Step,
        Spending.Step,
        ClockNotes.Step,
        OwnersHeard.Step,
        TokenRates.Step,
    ];
}
