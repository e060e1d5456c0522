namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Somebody whom the configuration does not name writes to the bot: it is acknowledged, and that is all.</summary>
internal sealed class StrangerStep(string name, string chat) : Step(name)
{
    public override IReadOnlyList<Said> Messages => [];

    public override async Task DriveAsync(World world)
    {
        world.Telegram.Say($"telegram:{chat}", Name, $"{Name}: let me in");
        await world.UntilAsync($"{Name} to be acknowledged", () => Task.FromResult(world.Telegram.IsAcknowledged(Name)));
    }

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(!evidence.Outbox.Any(row => row.To == $"telegram:{chat}"), $"{Name}: a stranger was answered");
}
