using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A command that goes on by itself, whose end the turn waits for. One that was cut off by the gateway's end is unknown, though
/// its call had a result.</summary>
internal sealed class BackgroundStep(string name, string session) : Step(name)
{
    private readonly Said _message = new(session, name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, _message)];

    public override ModelTurn Answer(Said message, IReadOnlyList<string> results) =>
        results switch
        {
            [] => ModelTurn.Calls("exec", new JsonObject { ["command"] = $"sh count.sh {Name}", ["background"] = true }),
            [var started] => ModelTurn.Calls(
                "process",
                new JsonObject
                {
                    ["action"] = "read",
                    ["id"] = IdIn(started),
                    ["wait"] = 30,
                }
            ),
            _ => ModelTurn.Says(message.Reply),
        };

    /// <summary>"started in the background as p7; ...". One that was cut off has none, and to ask for it is an error the model is
    /// told.</summary>
    private static string IdIn(string result) =>
        result.Split(' ', ';').FirstOrDefault(static word => word.Length > 1 && word[0] == 'p' && word[1..].All(char.IsAsciiDigit))
        ?? "none";
}
