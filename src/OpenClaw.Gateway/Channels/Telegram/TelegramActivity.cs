using System.Text.Json.Serialization.Metadata;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// Shows in a chat that the agent works: "typing", and with <c>stream = "edit"</c> a draft, one message that is changed at most once a
/// second to what the agent does and says, until the answer takes its place. It is all for show: what fails is left out, and no turn waits
/// for it. On the loop. </summary>
internal sealed class TelegramActivity(EventLoop loop, TelegramApi api, bool drafts)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    /// <summary>Telegram shows "typing" for five seconds.</summary>
    private const int TicksOfTyping = 4;

    private readonly Dictionary<TurnId, TelegramDraft> _drafts = [];

    public void Handle(GatewayEvent happened)
    {
        if (happened.Turn is not { } turn)
        {
            return;
        }
        if (happened is GatewayEvent.TurnStarted { To: { Channel: TelegramReader.Channel } to })
        {
            Begin(turn, to);
            return;
        }

        if (!_drafts.TryGetValue(turn, out var draft))
        {
            return;
        }
        switch (happened)
        {
            case GatewayEvent.ToolDecided { Verdict: "allow" } call:
                draft.Did($"{call.Tool} {call.Display}");
                break;
            case GatewayEvent.TextDelta delta:
                draft.Said(delta.Text);
                break;
            case GatewayEvent.ModelFailed or GatewayEvent.ModelAsked or GatewayEvent.WordsWereThought:
                draft.BeginsAnew();
                break;
            // Asleep, perhaps for hours. Woken it starts again, with a draft below what was said since: an answer further up would be seen
            // by nobody.
            case GatewayEvent.ApprovalAsked or GatewayEvent.TurnWaiting:
                End(turn, draft, isAnswered: false);
                break;
            // The answer will not come; one that was sent has taken the draft's place.
            case GatewayEvent.Delivered { State: OutboxStates.Failed or OutboxStates.Expired or OutboxStates.Dropped } when draft.IsOver:
                End(turn, draft, isAnswered: false);
                break;
            case GatewayEvent.TurnEnded ended:
                End(turn, draft, isAnswered: ended.Reply is not null);
                break;
        }
    }

    /// <summary>The draft that this answer takes the place of, which may have no message yet; null when there is none. It stays the turn's
    /// until <see cref="Forget"/>.</summary>
    public async Task<TelegramDraft?> FindAsync(TurnId turn, ReplyAddress to)
    {
        if (!_drafts.TryGetValue(turn, out var draft) || !draft.IsOver || draft.To != to)
        {
            return null;
        }
        await draft.Shown;
        return draft;
    }

    /// <summary>How long Telegram, as it told the draft, still wants nothing in its chat; null when it takes the answer.</summary>
    public TimeSpan? PauseOf(TelegramDraft draft) => draft.PauseLeft(loop.Time);

    public void Forget(TurnId turn) => _drafts.Remove(turn);

    /// <summary>Takes back what was half said: whoever goes on with these turns makes drafts of its own.</summary>
    public async Task StopAsync()
    {
        var left = _drafts.Values.ToArray();
        _drafts.Clear();
        foreach (var draft in left)
        {
            draft.Rest();
        }
        // A network that is gone must not hold up the end: then they stay.
        await Task.WhenAll(left.Select(TakeBackAsync)).WaitAsync(s_farewell, loop.Time).Settled();
    }

    private void Begin(TurnId turn, ReplyAddress to)
    {
        if (!_drafts.TryGetValue(turn, out var draft))
        {
            _drafts.Add(turn, draft = new TelegramDraft(to));
        }
        var awake = draft.Wake();
        draft.Shown = ShowAsync(draft, awake);
        loop.Track(draft.Shown, $"telegram shows that turn {turn} works");
    }

    private void End(TurnId turn, TelegramDraft draft, bool isAnswered)
    {
        draft.Rest();
        draft.IsOver = true;
        if (isAnswered && drafts)
        {
            return;
        }
        _drafts.Remove(turn);
        loop.Track(TakeBackAsync(draft), "telegram takes a draft back");
    }

    private async Task ShowAsync(TelegramDraft draft, CancellationToken awake)
    {
        for (var tick = 0; !awake.IsCancellationRequested; tick++)
        {
            if (tick % TicksOfTyping == 0)
            {
                await CallAsync(
                    "sendChatAction",
                    new SendChatAction(draft.To.ChatId, "typing", draft.Thread),
                    TelegramJson.Default.SendChatAction
                );
            }
            // Not in the first second: a quick answer comes without one.
            if (drafts && tick > 0 && !awake.IsCancellationRequested && draft.TakeText(loop.Time) is { } text)
            {
                await WriteAsync(draft, text);
            }
            await loop.Delay(s_tick, awake).Settled();
        }
    }

    private async Task WriteAsync(TelegramDraft draft, string text)
    {
        var form = new SendMessage(draft.To.ChatId, text)
        {
            MessageId = draft.MessageId,
            MessageThreadId = draft.MessageId is null ? draft.Thread : null,
        };
        var answer = await CallAsync(draft.MessageId is null ? "sendMessage" : "editMessageText", form, TelegramJson.Default.SendMessage);
        switch (answer)
        {
            case ChannelAnswer.Done { Result: var sent } when draft.MessageId is null && Shapes.Number(sent, "message_id") is { } number:
                draft.MessageId = number;
                break;
            case ChannelAnswer.NotDone { After: { } pause }:
                draft.Quiet = (pause, loop.Time.GetTimestamp());
                break;
            // A first message of which nobody knows whether it arrived: a second would stand there for ever, so this turn shows no draft.
            case ChannelAnswer.Lost when draft.MessageId is null:
                draft.Quiet = (TelegramDraft.NoDraft, 0);
                break;
        }
    }

    private async Task TakeBackAsync(TelegramDraft draft)
    {
        await draft.Shown;
        if (draft.MessageId is { } id)
        {
            await CallAsync("deleteMessage", new DeleteMessage(draft.To.ChatId, id), TelegramJson.Default.DeleteMessage);
        }
    }

    // Never cut off: a draft whose id was lost could not be taken back.
    private Task<ChannelAnswer> CallAsync<T>(string method, T arguments, JsonTypeInfo<T> type)
        where T : class => api.CallAsync(method, arguments, type, s_patience, CancellationToken.None);
}
