using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A reminder is set from a chat. It comes when it is due (<see cref="RemindedStep"/>).</summary>
internal sealed class RemindStep(string name, string chat, string of) : Step(name)
{
    private readonly Said _message = new($"telegram:{chat}", name);
    private readonly Said _reminded = RemindedStep.MessageOf(of, chat);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<ModelTurn> Calls(Said message) =>
        [
            ModelTurn.Calls(
                "remind",
                new JsonObject
                {
                    ["action"] = "set",
                    ["when"] = "in 1 second",
                    ["text"] = _reminded.Text,
                }
            ),
        ];

    public override Task DriveAsync(World world)
    {
        world.Telegram.Say(_message);
        return world.ArriveAsync(_message);
    }

    public override void Check(Evidence evidence, Findings findings)
    {
        var set = evidence.Reminders.Count(reminder => reminder.Text == _reminded.Text);
        findings.Require(set <= 1, $"double: {Name} was set {set} times");
        findings.Require(set == 1 || evidence.IsUnknown(_message), $"lost: {Name} was set, and there is no such reminder");
    }
}
