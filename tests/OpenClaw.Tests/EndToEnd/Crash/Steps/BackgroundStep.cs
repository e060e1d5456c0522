using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that goes on by itself, whose end the turn waits for. One that was cut off by the gateway's end is unknown, though its call had a result.</summary>
internal sealed class BackgroundStep(string name, string session) : Step(name)
{
    private readonly Said _message = new(session, name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, _message)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) =>
    [
        ModelTurn.Calls("exec", new JsonObject { ["command"] = $"sh count.sh {Name}", ["background"] = true }),
        ModelTurn.Calls("process", new JsonObject { ["action"] = "read", ["id"] = "p1", ["wait"] = 30 }),
    ];
}
