namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A session is started afresh by a command. Once its sender was told that it was done, it must have been.</summary>
internal sealed class ResetStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages => [];

    public override Task DriveAsync(World world) => world.CommandAsync(session, Name, "/new");

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(evidence.ContextStart(session) > 1, $"{Name}: the session still begins where it began");
}
