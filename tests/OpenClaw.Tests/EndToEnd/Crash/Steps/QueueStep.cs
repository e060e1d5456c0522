namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Several messages that arrive in one session while its first turn runs: answered one by one, in their order.</summary>
internal sealed class QueueStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [.. Enumerable.Range(1, 4).Select(i => new Said(session, $"{name}-{i}"))];

    public override IReadOnlyList<Mark> Marks => [.. Messages.Select(static message => new Mark(message.Id, message))];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count(message.Id)];

    public override async Task DriveAsync(World world)
    {
        foreach (var message in Messages)
        {
            await world.SendAsync(message, wait: false);
        }
        foreach (var message in Messages)
        {
            await world.AnswerAsync(message, approval => DecideAsync(world, approval));
        }
    }

    public override void Check(Evidence evidence, Findings findings)
    {
        // In the order they were accepted, which the numbers of their turns tell.
        var order = Messages.Select(evidence.TurnOf).OfType<TurnRow>().OrderBy(static turn => turn.Id).Select(static turn => turn.Text);
        var said = evidence.EntriesOf(session).Where(static entry => entry.Kind == "user").Select(static entry => entry.Text);
        findings.Require(order.SequenceEqual(said), $"{Name}: answered in the order {string.Join(", ", said)}");
    }
}
