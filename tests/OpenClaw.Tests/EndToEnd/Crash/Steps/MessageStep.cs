using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>The agent writes into another conversation: the words stand there once, or not at all when the call is unknown.</summary>
internal sealed class MessageStep(string name, string session, string to) : Step(name)
{
    private const string Words = "the kettle is on";

    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) =>
        [ModelTurn.Calls("message", new JsonObject { ["to"] = to, ["text"] = Words })];

    public override void Check(Evidence evidence, Findings findings)
    {
        var there = evidence.EntriesOf(to).Count(static entry => entry.Kind == "notice" && entry.Text.EndsWith(Words));
        findings.Require(there == 1 || (there == 0 && evidence.IsUnknown(Messages[0])), $"{Name}: the words stand there {there} times");
    }
}
