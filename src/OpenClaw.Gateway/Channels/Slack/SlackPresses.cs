using System.Text.Json;
using OpenClaw.Approvals;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Storage;

namespace OpenClaw.Channels.Slack;

/// <summary>
/// Takes the presses of the buttons below asked calls to the desk. What was decided the message itself will say; who pressed in vain is told alone. Who may decide is
/// the policy's matter; here as anywhere one answer counts, so a press that comes twice is decided once. On the loop.
/// </summary>
internal sealed class SlackPresses(EventLoop loop, SlackApi api, ApprovalDesk desk)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>False when the decision could not be written: the press must come again.</summary>
    public async Task<bool> TakeAsync(SlackPress press)
    {
        if (press.User?.Id is not { Length: > 0 } user) return true;
        if (SlackButtons.Read(press) is not { } asked) return Tell(press, user, "This button is not known any more.");
        try
        {
            return await desk.DecideAsync(asked.Approval, asked.Approve, new Sender(SlackReader.Channel, user).Address, null) switch
            {
                Decision.Taken => true,
                Decision.TooLate late => Tell(press, user, late.Line),
                // Who may is nobody's business in a channel.
                Decision.NotAllowed => Tell(press, user, "You may not answer this request."),
                _ => Tell(press, user, "This request is not known any more."),
            };
        }
        catch (StorageException e) when (e.MayPass)
        {
            return false;
        }
    }

    // A hint that does not arrive changes nothing.
    private bool Tell(SlackPress press, string user, string words)
    {
        if ((press.Container?.ChannelId ?? press.Channel?.Id) is not { } channel) return true;
        var whisper = JsonSerializer.SerializeToUtf8Bytes(new SlackWhisper(channel, user, SlackText.Escaped(words), press.Container?.ThreadTs), SlackJson.Default.SlackWhisper);
        loop.Track(api.CallAsync("chat.postEphemeral", whisper, s_patience, CancellationToken.None), "slack hint");
        return true;
    }
}
