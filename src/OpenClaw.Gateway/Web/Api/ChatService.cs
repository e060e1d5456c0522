using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Web.Api;

/// <summary>Makes messages of requests, and keeps the requests that are open. This is the way in of the channel <c>api</c>. On the
/// loop.</summary>
internal sealed class ChatService(
    EventLoop loop,
    Intake intake,
    EventHub events,
    LaneTable lanes,
    SessionStore sessions,
    Current<GatewayConfig> config
)
{
    /// <summary>Requests of one client at a time. Each that stands alone has a lane of its own, so no queue limits them.</summary>
    public const int MostOpen = 64;

    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private readonly List<ChatTurn> _open = [];

    /// <param name="chain">What answers.</param>
    /// <exception cref="ApiException">It was not taken; the message says why.</exception>
    public async Task<ChatTurn> BeginAsync(ApiClient client, ChatRequest request, string chain)
    {
        loop.VerifyAccess();
        if (config.Value.Api?.Client(client.Name) is null)
        {
            throw new ApiException(ApiError.BadToken("this client was taken out of the configuration just now"));
        }
        if (_open.Count(turn => turn.Client == client.Name) >= MostOpen)
        {
            throw new ApiException(ApiError.TooMany($"{MostOpen} requests of this client are open already", s_again));
        }
        var turn = new ChatTurn(client.Name, request.Stream, loop, events, lanes);
        _open.Add(turn);
        try
        {
            var message = Message(client, request, chain);
            using var end = request.Earlier.IsEmpty ? null : await sessions.HoldAsync(SessionKey.ForChat(message.Chat));
            var accepted = await intake.AcceptAsync(
                message,
                claim: end is null ? null : new Claim((batch, _) => AddEarlier(batch, end, client, request))
            );
            switch (accepted.Outcome)
            {
                case TurnOutcome.Queued queued:
                    turn.Follow(accepted.Turn, accepted.Session);
                    if (queued.Behind is { } behind)
                    {
                        turn.Note(behind);
                    }
                    break;
                case TurnOutcome.Command command:
                    turn.Answered(accepted.Turn, command.Reply);
                    break;
                case TurnOutcome.Full full:
                    throw new ApiException(ApiError.TooMany(full.Line, s_again));
                case TurnOutcome.Refused refused:
                    throw new ApiException(ApiError.Of(403, $"{message.Sender} may not speak here; to let it in: {refused.Why}"));
                case TurnOutcome.Failed failed:
                    throw new ApiException(ApiError.Of(503, failed.Line) with { RetryAfter = s_again });
                default:
                    throw new InvalidOperationException($"{accepted.Outcome.GetType().Name} is no way for a request to begin");
            }

            return turn;
        }
        catch
        {
            _open.Remove(turn);
            turn.Dispose();
            throw;
        }
    }

    /// <summary>The answer was written, or there is nobody to write it to.</summary>
    public void End(ChatTurn turn)
    {
        loop.VerifyAccess();
        _open.Remove(turn);
        // Where the server went away or cut off a slow reader, and not he who asked has left, what he wanted is done all the same; and
        // others may wait for the same turn.
        if (turn.Closed.IsCancellationRequested || turn.IsCutOff || _open.Exists(other => other.Follows == turn.Follows))
        {
            turn.Dispose();
        }
        else
        {
            turn.Leave();
        }
    }

    /// <summary>Ends the requests that are open; their turns go on.</summary>
    public void Close()
    {
        foreach (var turn in _open.ToArray())
        {
            turn.Close();
        }
    }

    private InboundMessage Message(ApiClient client, ChatRequest request, string chain)
    {
        var id = Guid.NewGuid().ToString("N");
        var chat = new Chat(StandAlone.Channel, "", $"{client.Name}/{request.Session ?? $"{StandAlone.Mark}{id}"}", ChatKind.Direct);
        return new InboundMessage
        {
            Identity = new MessageIdentity(chat.Channel, chat.Account, chat.Id, id),
            Sender = new Sender(chat.Channel, client.Name),
            Chat = chat,
            Text = request.Said,
            Chain = chain,
            ReceivedAt = loop.Time.GetUtcNow(),
        };
    }

    /// <summary>The client's own history begins the transcript. It belongs to no turn: nothing of it was done here.</summary>
    private void AddEarlier(Batch batch, TranscriptEnd end, ApiClient client, ChatRequest request)
    {
        foreach (var (isUser, text) in request.Earlier)
        {
            // When it was said nobody knows; and a clock in it would make another prompt of it each time that the client sends it again.
            sessions.Append(
                batch,
                end,
                null,
                isUser ? new Entry.User(text, $"{StandAlone.Channel}:{client.Name}", "") : new Entry.Assistant(text, StandAlone.Channel)
            );
        }
    }
}
