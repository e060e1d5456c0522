namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that is asked for and never decided: /stop withdraws it and ends its turn.</summary>
internal sealed class StopStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [new(session, name) { IsStopped = true }];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count($"asked-{Name}")];

    public override async Task DriveAsync(World world)
    {
        for (var stopped = false; (string)(await world.SendAsync(Messages[0], wait: true))["state"]! == "asking"; stopped = true)
        {
            if (stopped)
            {
                throw new InvalidOperationException($"{Name} was stopped and is asked again");
            }
            await world.CommandAsync(session, $"{Name}-now", "/stop");
        }
    }

    public override void Check(Evidence evidence, Findings findings)
    {
        findings.Require(evidence.ApprovalsOf(Messages[0]) is [{ State: "withdrawn" }], $"{Name}: its one approval was not withdrawn");
        findings.Require(!evidence.Ran.Contains($"asked-{Name}"), $"{Name}: it was withdrawn, and ran");
    }
}
