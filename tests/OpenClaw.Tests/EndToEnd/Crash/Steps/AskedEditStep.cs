using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>An edit that is asked for, bound to the file as it was shown, and made once.</summary>
internal sealed class AskedEditStep(string name, string session) : Step(name)
{
    private const string File = "asked-plan.txt";

    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];

    public override IEnumerable<(string Name, string Content)> Files => [(File, "tea\n")];

    public override IReadOnlyList<ModelTurn> Calls(Said message) =>
        [
            ModelTurn.Calls(
                "edit",
                new JsonObject
                {
                    ["path"] = File,
                    ["old"] = "tea",
                    ["new"] = "tea and tea",
                }
            ),
        ];

    public override void Check(Evidence evidence, Findings findings)
    {
        var there = evidence.File(File);
        findings.Require(
            there == "tea and tea\n" || (there == "tea\n" && evidence.IsUnknown(Messages[0])),
            $"{Name}: the file holds '{there}'"
        );
        findings.Require(evidence.ApprovalsOf(Messages[0]) is [{ State: "used" }], $"{Name}: its one approval is not used up");
    }
}
