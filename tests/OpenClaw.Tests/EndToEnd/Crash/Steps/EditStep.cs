using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A file is edited in such a way that a second time would show.</summary>
internal sealed class EditStep(string name, string session) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];

    public override IEnumerable<(string Name, string Content)> Files => [($"{Name}-plan.txt", "one\n")];

    public override IReadOnlyList<ModelTurn> Calls(Said message) =>
        [
            ModelTurn.Calls(
                "edit",
                new JsonObject
                {
                    ["path"] = $"{Name}-plan.txt",
                    ["old"] = "one",
                    ["new"] = "one two",
                }
            ),
        ];

    public override void Check(Evidence evidence, Findings findings)
    {
        var there = evidence.File($"{Name}-plan.txt");
        findings.Require(
            there == "one two\n" || (there == "one\n" && evidence.IsUnknown(Messages[0])),
            $"{Name}: the file holds '{there}'"
        );
    }
}
