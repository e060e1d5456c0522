namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that is asked for, a message behind it which the model answers while it waits, and only then the decision: the
/// command's turn comes back to the end of the conversation.</summary>
internal sealed class AskedBehindStep(string name, string session) : Step(name)
{
    private readonly Said _asked = new(session, name);
    private readonly Said _behind = new(session, $"meanwhile-{name}");

    public override IReadOnlyList<Said> Messages => [_asked, _behind];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, _asked), new Mark(_behind.Id, _behind)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count(message.Id)];

    public override async Task DriveAsync(World world)
    {
        await world.AnswerAsync(
            _asked,
            async approval =>
            {
                await MeanwhileAsync(world);
                await world.ApproveAsync(approval);
            }
        );
        // Answered long ago, unless a kill has taken that from whoever waited for it.
        await MeanwhileAsync(world);
    }

    private Task MeanwhileAsync(World world) =>
        world.AnswerAsync(_behind, static approval => throw new InvalidOperationException($"{approval} was not to be asked"));

    public override void Check(Evidence evidence, Findings findings)
    {
        var (asked, behind) = (evidence.TurnOf(_asked)?.Id, evidence.TurnOf(_behind)?.Id);
        var entries = evidence.EntriesOf(session).Where(entry => entry.Turn is { } turn && (turn == asked || turn == behind)).ToList();
        // The waiting result, the other turn from its message to its answer, the decision, the call once more.
        var order = string.Concat(entries.Select(entry => $"{(entry.Turn == asked ? "a" : "b")}{entry.Kind[0]}"));
        findings.Require(order is "auaaatbubabtbaanaaataa", $"{Name}: the transcript is {order}");
        findings.Require(evidence.ApprovalsOf(_asked) is [{ State: "used" }], $"{Name}: its one approval is not used up");
    }
}
