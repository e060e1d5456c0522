using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A file is written whole: it is there as written, or not at all when its call is unknown.</summary>
internal sealed class WriteStep(string name, string session) : Step(name)
{
    private const string Content = "first line\nlast line\n";

    public override IReadOnlyList<Said> Messages { get; } = [new(session, name)];

    public override IReadOnlyList<ModelTurn> Calls(Said message) =>
        [ModelTurn.Calls("write", new JsonObject { ["path"] = $"notes/{Name}.txt", ["content"] = Content })];

    public override void Check(Evidence evidence, Findings findings)
    {
        var there = evidence.File($"notes/{Name}.txt");
        findings.Require(
            there == Content || (there is null && evidence.IsUnknown(Messages[0])),
            $"{Name}: the file holds '{there ?? "nothing"}'"
        );
    }
}
