using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Slack;

/// <summary>Asks Slack what is usually wrong with an app, and says what to do about it.</summary>
internal sealed class SlackDoctor(SlackApi api, SlackConfig config)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <param name="isOfTwoApps">Whether an event has shown that; no method that the bot may call says it.</param>
    public async Task<IReadOnlyList<ChannelCheck>> LookAsync(bool isOfTwoApps, CancellationToken ct)
    {
        var me = await api.WhoAmIAsync(s_patience, ct);
        var checks = new List<ChannelCheck>
        {
            me is ChannelAnswer.Done { Result: var bot }
                ? ChannelCheck.Good($"the bot token is that of {Shapes.Text(bot, "user")} in {Shapes.Text(bot, "team")}")
                : ChannelCheck.Bad(SlackFaults.Words(me, SlackFaults.BotToken)),
        };
        // Only when it can be asked at all: one line for a network that is gone.
        if (me is not (ChannelAnswer.NotSent or ChannelAnswer.Lost))
        {
            var connection = await api.OpenConnectionAsync(s_patience, ct);
            checks.Add(
                connection is ChannelAnswer.Done
                    ? ChannelCheck.Good("the app token opens connections")
                    : ChannelCheck.Bad(SlackFaults.Words(connection, SlackFaults.AppToken))
            );
        }

        if (isOfTwoApps)
        {
            checks.Add(ChannelCheck.Bad(SlackFaults.TwoApps));
        }
        if (
            me is ChannelAnswer.Done
            && api.Scopes is { } scopes
            && SlackManifest.Scopes.Except(scopes).ToArray() is { Length: > 0 } missing
        )
        {
            checks.Add(
                ChannelCheck.Bad(
                    $"the bot lacks the scopes {string.Join(", ", missing)}: add them under OAuth & Permissions and install the app again"
                )
            );
        }

        return
        [
            .. checks,
            .. ChannelCheck.Clock("Slack", api.Skew),
            .. ChannelCheck.Open(SlackReader.Channel, config.AllowFrom.IsEmpty && config.Channels.IsEmpty),
        ];
    }
}
