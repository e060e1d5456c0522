namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that is asked for in a chat of Telegram and approved there.</summary>
internal sealed class TelegramApprovalStep(string name, string chat) : Step(name)
{
    private readonly Said _message = new($"telegram:{chat}", name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, _message)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count(Name)];

    public override async Task DriveAsync(World world)
    {
        world.Telegram.Say(_message);
        for (
            var answer = $"{Name}-yes";
            await world.PendingOrArrivedAsync(_message) is { } approval;
            answer = $"{Name}-yes-{Guid.NewGuid():N}"
        )
        {
            // What was heard before a kill and not begun is asked again, and a person answers again.
            world.Telegram.Say(_message.SessionKey, answer, $"/approve {approval}");
            await world.UntilAsync(
                "the answer to be heard",
                async () => world.Telegram.IsAcknowledged(answer) || await world.PendingAsync(approval) is null
            );
        }

        await world.ArriveAsync(_message);
    }

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(evidence.ApprovalsOf(_message) is [{ State: "used" }], $"{Name}: its one approval is not used up");
}
