namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Messages from a chat of Telegram, all there before the first is answered. Each may run a command, and each answer arrives in
/// its chat or is listed as unknown.</summary>
internal sealed class TelegramStep(string name, string chat, int messages = 1, bool counts = false) : Step(name)
{
    public override IReadOnlyList<Said> Messages { get; } =
    [.. Enumerable.Range(1, messages).Select(i => new Said($"telegram:{chat}", messages == 1 ? name : $"{name}-{i}"))];

    public override IReadOnlyList<Mark> Marks => counts ? [.. Messages.Select(static message => new Mark(message.Id, message))] : [];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => counts ? [Count(message.Id)] : [];

    public override async Task DriveAsync(World world)
    {
        foreach (var message in Messages)
        {
            world.Telegram.Say(message);
        }
        foreach (var message in Messages)
        {
            await world.ArriveAsync(message);
        }
    }
}
