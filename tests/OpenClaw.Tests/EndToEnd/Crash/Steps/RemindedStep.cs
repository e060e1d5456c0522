namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A reminder comes once to the chat it was set in, and late when no gateway ran.</summary>
internal sealed class RemindedStep(string name, string chat) : Step(name)
{
    private readonly Said _message = MessageOf(name, chat);

    public static Said MessageOf(string name, string chat) =>
        new($"telegram:{chat}", name) { IsDue = disk => disk.Reminders.Any(reminder => reminder.Text.StartsWith($"{name}:")) };

    public override IReadOnlyList<Said> Messages => [_message];

    public override Task DriveAsync(World world) => world.RemindedAsync(_message);

    public override void Check(Evidence evidence, Findings findings) =>
        findings.Require(
            evidence.Reminders.Where(reminder => reminder.Text == _message.Text).All(static reminder => reminder.State == "done"),
            $"lost: {Name} is still to come"
        );
}
