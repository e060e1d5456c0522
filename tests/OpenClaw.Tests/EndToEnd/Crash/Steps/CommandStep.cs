namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A turn that runs allowed commands, one after the other.</summary>
internal sealed class CommandStep(string name, string session, int times = 1) : Step(name)
{
    private readonly Said _message = new(session, name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => [.. Enumerable.Range(1, times).Select(i => new Mark($"{Name}-{i}", _message))];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => [.. Marks.Select(static mark => Count(mark.Line))];
}
