namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that is asked for, and approved or denied over the socket.</summary>
internal sealed class AskedCommandStep(string name, string session, bool approve) : Step(name)
{
    private readonly Said _message = new(session, name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => approve ? [new Mark(Name, _message)] : [];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count(Name)];

    protected override Task DecideAsync(World world, string approval) => approve ? world.ApproveAsync(approval) : world.DenyAsync(approval);

    public override void Check(Evidence evidence, Findings findings)
    {
        var approvals = evidence.ApprovalsOf(_message);
        findings.Require(
            approvals is [{ State: var state }] && state == (approve ? "used" : "denied"),
            $"{Name}: its one approval is {string.Join(", ", approvals.Select(static a => a.State))}"
        );
        if (!approve)
        {
            findings.Require(!evidence.Ran.Contains(Name), $"{Name}: it was denied, and ran");
        }
    }
}
