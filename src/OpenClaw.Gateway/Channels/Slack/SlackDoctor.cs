using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Slack;

/// <summary>Asks Slack what is usually wrong with an app, and says what to do about it.</summary>
internal sealed class SlackDoctor(SlackApi api, SlackConfig config)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);

    /// <param name="isOfTwoApps">Whether an event has shown that; no method that the bot may call says it.</param>
    public async Task<IReadOnlyList<ChannelCheck>> LookAsync(bool isOfTwoApps, CancellationToken ct)
    {
        var me = await api.CallAsync("auth.test", "{}"u8.ToArray(), s_patience, ct);
        var checks = new List<ChannelCheck>
        {
            me is SlackAnswer.Done { Result: var bot }
                ? new ChannelCheck(true, $"the bot token is that of {Shapes.Text(bot, "user")} in {Shapes.Text(bot, "team")}")
                : new ChannelCheck(false, SlackFaults.Words(me, SlackFaults.BotToken)),
        };
        // Only when it can be asked at all: one line for a network that is gone.
        if (me is not (SlackAnswer.NotSent or SlackAnswer.Lost))
        {
            var connection = await api.OpenConnectionAsync(s_patience, ct);
            checks.Add(
                connection is SlackAnswer.Done
                    ? new ChannelCheck(true, "the app token opens connections")
                    : new ChannelCheck(false, SlackFaults.Words(connection, SlackFaults.AppToken))
            );
        }

        if (isOfTwoApps)
        {
            checks.Add(new ChannelCheck(false, SlackFaults.TwoApps));
        }
        if (me is SlackAnswer.Done && api.Scopes is { } scopes && SlackManifest.Scopes.Except(scopes).ToArray() is { Length: > 0 } missing)
        {
            checks.Add(
                new ChannelCheck(
                    false,
                    $"the bot lacks the scopes {string.Join(", ", missing)}: add them under OAuth & Permissions and install the app again"
                )
            );
        }

        if (api.Skew is { } skew && skew.Duration() > s_skew)
        {
            checks.Add(
                new ChannelCheck(
                    false,
                    $"this machine's clock is {skew.Duration().TotalSeconds:0} s {(skew > TimeSpan.Zero ? "behind" : "ahead of")} Slack's; switch on time synchronisation (timedatectl set-ntp true)"
                )
            );
        }

        if (config.AllowFrom.IsEmpty && config.Channels.IsEmpty)
        {
            checks.Add(
                new ChannelCheck(false, "nobody may write to it: channels.slack.allow_from is empty. The log shows the id of whoever tries")
            );
        }
        return checks;
    }
}
