namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A message that is answered in words.</summary>
internal sealed class PlainStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];
}
