namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Two sessions at once, a command in each: their commits share transactions, and one's kill is the other's.</summary>
internal sealed class TogetherStep(string name, string session, string other) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [new(session, $"{name}-{session}"), new(other, $"{name}-{other}")];

    public override IReadOnlyList<Mark> Marks => [.. Messages.Select(static message => new Mark(message.Id, message))];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [Count(message.Id)];

    public override Task DriveAsync(World world) =>
        World.AllAsync(Messages, message => world.AnswerAsync(message, approval => DecideAsync(world, approval)));
}
