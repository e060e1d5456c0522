using OpenClaw.Approvals;
using OpenClaw.Turns;

namespace OpenClaw.Channels.Slack;

/// <summary>Takes the presses of buttons to the approval service. What was decided the message itself will say; who pressed in vain is told alone. On
/// the loop.</summary>
internal sealed class SlackPresses(EventLoop loop, SlackApi api, ApprovalService approvals, SlackNames people, KnownNames names)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>False when the decision could not be written: the press must come again.</summary>
    public async Task<bool> TakeAsync(SlackPress press)
    {
        if (press.User?.Id is not { Length: > 0 } user)
        {
            return true;
        }
        var by = new Sender(
            SlackReader.Channel,
            user,
            people.Known(user) ?? (press.User.Name is { Length: > 0 } name ? Escaping.Line(name) : null)
        );
        names.Note(by);
        var outcome = SlackButtons.Read(press) is { } asked
            ? await ApprovalPress.DecideAsync(approvals, asked.Approval, asked.Approve, by)
            : ApprovalPress.UnknownButton;
        if (outcome is null)
        {
            return false;
        }
        if (outcome.Counted || (press.Container?.ChannelId ?? press.Channel?.Id) is not { } channel)
        {
            return true;
        }
        // A hint that does not arrive changes nothing.
        var whisper = new SlackWhisper(channel, user, SlackText.Escaped(outcome.Words), press.Container?.ThreadTs);
        loop.Track(
            api.CallAsync("chat.postEphemeral", whisper, SlackJson.Default.SlackWhisper, s_patience, CancellationToken.None),
            "slack hint"
        );
        return true;
    }
}
