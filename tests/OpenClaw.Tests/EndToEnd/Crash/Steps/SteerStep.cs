using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Messages that arrive while a turn is at work and are shown to it before its next request: each is said once, in the turn it
/// came to or in its own.</summary>
internal sealed class SteerStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [.. Enumerable.Range(1, 3).Select(i => new Said(session, $"{name}-{i}"))];

    // Only looks: which of the messages the model sees last is a matter of moments, and nothing may depend on it.
    public override IReadOnlyList<ModelTurn> Calls(Said message) => [ModelTurn.Calls("read", new JsonObject { ["path"] = "count.sh" })];

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
