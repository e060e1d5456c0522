using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Channels.Slack;

/// <summary>
/// Takes slash commands. Slack offers them in every conversation of the workspace, also where the bot may not hear or could not answer;
/// there only the one who typed it is told what is missing. On the loop.
/// </summary>
internal sealed class SlackCommands(EventLoop loop, SlackApi api, IAdmission admission, Func<string, string?> nameOf)
{
    /// <summary>Slack tells people after three seconds that the app does not answer.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public async Task<SlackTaken> TakeAsync(SlackSlash command, SlackBot bot, Intake intake, CancellationToken ct)
    {
        if (SlackReader.Read(command, bot, loop.Time.GetUtcNow()) is not { } message)
        {
            return Told($"Write what you want after it: `{command.Command ?? "/claw"} how are you?`");
        }
        // Who may not speak is told that first: an invitation would not help him.
        if (admission.Refusal(message) is null && await IsElsewhereAsync(message.Chat.Id, ct))
        {
            return Told(
                message.Chat.Kind == ChatKind.Direct
                    ? "This conversation is not with me, so I could not answer in it. Say it in a direct message to me, or in a channel that I am in."
                    : "I am not in this channel, so I could not answer in it. Type `/invite` with my name here, or say it in a direct message to me."
            );
        }

        message = message with { Sender = message.Sender with { DisplayName = nameOf(message.Sender.Id) } };
        return (await intake.AcceptAsync(message)).Outcome switch
        {
            TurnOutcome.Failed => default,
            TurnOutcome.Refused refused => Told($"You may not speak to me here. Whoever runs me can let you in: `{refused.Why}`"),
            _ => new SlackTaken(true),
        };
    }

    private static SlackTaken Told(string hint) => new(IsOnDisk: true, new SlackHint(hint));

    /// <summary>Whether the bot is certainly not in a conversation. The history is asked for because its scopes are there already; whoever
    /// is not in it is refused.</summary>
    private async Task<bool> IsElsewhereAsync(string channel, CancellationToken ct) =>
        await api.AskAsync("conversations.history", [("channel", channel), ("limit", "1")], s_patience, ct)
            is SlackRefusal { Error: "not_in_channel" or "channel_not_found" };
}
