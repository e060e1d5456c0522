using OpenClaw.Delivery.Cutting;
using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Channels.Slack;

/// <summary>Sends what the outbox has for Slack, one attempt at a time.</summary>
/// <param name="sent">Told where something was sent.</param>
internal sealed class SlackSender(SlackApi api, Action<ReplyAddress>? sent = null) : IOutboundChannel
{
    /// <summary>Slack recommends 4,000 letters a message; marks and entities may make it longer than it was cut.</summary>
    private const int RecommendedText = 3900;

    /// <summary>What is longer Slack cuts off in silence, and in a change it refuses what is longer than the second.</summary>
    private const int LongestText = 40_000;
    private const int LongestChange = 4000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait while only a person can help (a wrong token).</summary>
    private static readonly TimeSpan s_untilMended = TimeSpan.FromMinutes(5);

    public string Channel => SlackReader.Channel;

    public TextLimit Limit => new(RecommendedText);

    /// <summary>One section takes it: a second one could not be told from a message of its own.</summary>
    public bool TakesQuestion(string text) =>
        text.Length <= RecommendedText && SlackText.Escaped(text).Length <= SlackButtons.LongestSection;

    public async Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var post = Form(message);
        try
        {
            var method = post.Ts is null ? "chat.postMessage" : "chat.update";
            var outcome = Outcome(await api.CallAsync(method, post, SlackJson.Default.SlackPost, s_patience, ct), post);
            if (outcome is SendOutcome.Sent)
            {
                sent?.Invoke(message.To);
            }
            return outcome;
        }
        catch (OperationCanceledException)
        {
            return Outcome(new ChannelAnswer.Lost("the gateway stopped before the answer came"), post);
        }
    }

    private static SlackPost Form(OutboxMessage message)
    {
        var (channel, changed) = Find(message.Edits?.ChannelMessage) ?? (message.To.ChatId, null);
        var form = new SlackPost(channel, SlackText.Escaped(message.Text))
        {
            Ts = changed,
            ThreadTs = changed is null ? message.To.Thread : null,
        };
        // Marks alone say nothing; and a table's blanks may make it longer than it was: then it goes as it was written.
        if (
            message is { IsMarkdown: true, Approval: null }
            && SlackMarkdown.Of(message.Text) is { Length: > 0 } marked
            && marked.Length <= (changed is null ? LongestText : LongestChange)
        )
        {
            // An empty list takes away what was there.
            return form with { Text = marked, Blocks = changed is null ? null : [] };
        }

        if (message.Approval is null && changed is null)
        {
            return form with { Mrkdwn = false };
        }
        // A change cannot say that its text is no markup, and buttons need blocks; the text beside is for notifications.
        return form with
        {
            Text = SlackText.EscapedPieces(message.Text, LongestChange).FirstOrDefault() ?? "",
            Blocks = SlackButtons.Show(message.Text, message.Approval),
        };
    }

    private static SendOutcome Outcome(ChannelAnswer answer, SlackPost post) =>
        answer switch
        {
            ChannelAnswer.Done done => new SendOutcome.Sent(MessageId(done.Result, post.Channel)),
            SlackRefusal refused when SlackFaults.NeedsAPerson(refused.Error) => new SendOutcome.Later(
                SlackFaults.Words(refused, SlackFaults.BotToken),
                s_untilMended,
                WholeChannel: true
            ),
            SlackRefusal refused => new SendOutcome.Refused(SlackFaults.Words(refused, SlackFaults.BotToken)),
            _ => answer.Outcome(isChange: post.Ts is not null),
        };

    /// <summary>Channel and time, which together name a message. What is sent to a person (<c>slack:U1</c>) stands in the channel of their
    /// direct messages, and can be changed only there.</summary>
    private static string? MessageId(JsonElement answer, string asked) =>
        Shapes.Text(answer, "ts") is { } ts ? $"{Shapes.Text(answer, "channel") ?? asked}/{ts}" : null;

    private static (string Channel, string? Ts)? Find(string? id) => id?.Split('/') is [var channel, var ts] ? (channel, ts) : null;
}
