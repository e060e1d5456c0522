namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that is asked for and approved in the conversation itself, by a message that has an identity of its own.</summary>
internal sealed class ChatApprovalStep(string name, string session) : Step(name)
{
    private readonly Said _message = new(session, name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, _message)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count(Name)];

    protected override async Task DecideAsync(World world, string approval)
    {
        await world.CommandAsync(session, $"{Name}-yes", $"/approve {approval}");
        // Answered before a kill and not begun, it is asked again: a person answers again, and that is another message.
        if (await world.PendingAsync(approval) is not null)
        {
            await world.CommandAsync(session, $"{Name}-yes-{Guid.NewGuid():N}", $"/approve {approval}");
        }
    }

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(evidence.ApprovalsOf(_message) is [{ State: "used" }], $"{Name}: its one approval is not used up");
}
