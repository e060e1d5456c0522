namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Messages that arrive during a turn and are joined into the next one: each is said once, and one answer is for all of
/// them.</summary>
internal sealed class CollectStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [.. Enumerable.Range(1, 3).Select(i => new Said(session, $"{name}-{i}"))];

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
}
