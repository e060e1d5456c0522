using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A turn that only looks: it leaves no trace, and may look again after a kill.</summary>
internal sealed class ReadStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [ModelTurn.Calls("read", new JsonObject { ["path"] = "count.sh" })];

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(evidence.EffectsOf(Messages[0]).Count == 0, $"{Name}: a call that only reads was written down as an effect");
}
