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
        if (await world.PendingOrArrivedAsync(_message) is { } approval) world.Telegram.Say(_message.SessionKey, $"{Name}-yes", $"/approve {approval}");
        await world.ArriveAsync(_message);
    }

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(evidence.ApprovalsOf(_message) is [{ State: "used" }], $"{Name}: its one approval is not used up");
}
