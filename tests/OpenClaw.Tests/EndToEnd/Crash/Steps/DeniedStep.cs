namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A call that the policy denies: the model is told, and nothing runs.</summary>
internal sealed class DeniedStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [ModelTurn.Runs($"sh forbidden.sh {Name}")];

    public override void Check(Evidence evidence, Findings findings)
    {
        findings.Require(!evidence.Ran.Contains(Name), $"{Name}: it is denied, and ran");
        findings.Require(evidence.EffectsOf(Messages[0]).Count == 0, $"{Name}: a denied call was written down as an effect");
    }
}
