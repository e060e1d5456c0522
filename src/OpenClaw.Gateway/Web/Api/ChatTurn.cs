using System.Threading.Channels;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Web.Api;

/// <summary>
/// One request and the turn that answers it. Hears on the loop, from before the turn has a number, so nothing is missed; whoever writes the
/// answer reads from a pool thread.
/// </summary>
internal sealed class ChatTurn : IDisposable
{
    /// <summary>Characters that may wait for a slow reader. Past them he is cut off: what he misses stands in the transcript.</summary>
    private const int MostQueued = 256 << 10;

    private readonly EventLoop _loop;
    private readonly LaneTable _lanes;
    private readonly IDisposable _subscription;
    private readonly CancellationTokenSource _closed = new();
    private readonly Channel<Piece> _pieces = Channel.CreateUnbounded<Piece>(new UnboundedChannelOptions { SingleReader = true });
    private readonly StreamedAnswer _answer = new();
    private readonly bool _isStreamed;
    private readonly List<GatewayEvent> _before = [];
    private TokenCount _tokens = TokenCount.None;
    private SessionKey _session;
    private TurnId? _turn;
    private int _queued;
    private bool _isLeft;
    private volatile bool _isCutOff;

    public ChatTurn(string client, bool isStreamed, EventLoop loop, EventHub events, LaneTable lanes)
    {
        (Client, _isStreamed, _loop, _lanes) = (client, isStreamed, loop, lanes);
        _subscription = events.Subscribe(Handle);
    }

    public string Client { get; }

    /// <summary>The number its answer goes by.</summary>
    public TurnId Number { get; private set; }

    /// <summary>The turn that answers it: its own, or the one that its message went into.</summary>
    public TurnId? Follows => _turn;

    /// <summary>What there is to write, to its end. Without streaming there is nothing but the end.</summary>
    public ChannelReader<Piece> Pieces => _pieces.Reader;

    /// <summary>How it ended; to be read when the pieces have ended. Null when the reader was cut off before.</summary>
    public ChatEnd? End { get; private set; }

    /// <summary>He was too slow, and has missed something.</summary>
    public bool IsCutOff => _isCutOff;

    /// <summary>The server closes, and the turn goes on without anybody who waits.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>An answer that is there already is still written.</summary>
    public void Close()
    {
        if (End is null)
        {
            _closed.Cancel();
        }
    }

    /// <summary>A line for people who look at the stream; programs pass over it. From any thread.</summary>
    public void Note(string line) => Add(new Piece(line, IsNote: true));

    /// <summary>Its message is in its lane.</summary>
    public void Follow(TurnId turn, SessionKey session)
    {
        (Number, _turn, _session) = (turn, turn, session);
        foreach (var happened in _before.ToArray())
        {
            Handle(happened);
        }
        _before.Clear();
    }

    /// <summary>It was answered at once.</summary>
    public void Answered(TurnId turn, string text)
    {
        Number = turn;
        Say(text);
        Finish(new ChatEnd(TurnStates.Answered, text, TokenCount.None));
    }

    /// <summary>Whoever asked has gone, and nobody else waits for the answer: the turn is stopped, or will be when it is its
    /// turn.</summary>
    public void Leave()
    {
        if (End is not null || _turn is null)
        {
            Dispose();
            return;
        }

        _isLeft = true;
        StopOwn();
    }

    /// <summary>A piece was written.</summary>
    public void Written(Piece piece) => Interlocked.Add(ref _queued, -piece.Text.Length);

    public void Dispose() => _subscription.Dispose();

    private void Handle(GatewayEvent happened)
    {
        if (_turn is null)
        {
            if (happened.Turn is not null)
            {
                _before.Add(happened);
            }
        }
        else if (happened.Turn == _turn)
        {
            HandleOwn(happened);
        }
        else if (happened.Session == _session)
        {
            NoteWhatIsAhead(happened);
        }
    }

    /// <summary>A turn before it has come to wait for a model, and so does this one.</summary>
    private void NoteWhatIsAhead(GatewayEvent happened)
    {
        if (happened is GatewayEvent.TurnWaiting model)
        {
            Note(model.Line);
        }
    }

    private void HandleOwn(GatewayEvent happened)
    {
        switch (happened)
        {
            // Somebody else waits for that one, and whoever has left waits for none.
            case GatewayEvent.TurnEnded { JoinedTo: not null } when _isLeft:
                Dispose();
                break;
            case GatewayEvent.TurnEnded { JoinedTo: { } other }:
                _turn = other;
                _answer.JoinOther();
                break;
            case GatewayEvent.TurnEnded ended:
                if (ended.State == TurnStates.Answered)
                {
                    Say(_answer.End(ended.Reply));
                }
                Finish(new ChatEnd(ended.State, ended.Reply, _tokens));
                break;
            case GatewayEvent.ModelAnswered answered:
                _tokens = new TokenCount(_tokens.Read + answered.Read, _tokens.Written + answered.Written);
                break;
            case GatewayEvent.ApprovalAsked asked:
                Note($"waits for approval {asked.Approval}");
                break;
            case GatewayEvent.TurnWaiting waiting:
                Note(waiting.Line);
                break;
            case GatewayEvent.TurnStarted when _isLeft:
                StopOwn();
                break;
            default:
                Say(_answer.Handle(happened));
                break;
        }
    }

    private void StopOwn()
    {
        if (_turn is { } turn)
        {
            _loop.Track(_lanes.StopTurnAsync(_session, turn, $"{StandAlone.Channel}:{Client}"), $"stop {_session}");
        }
    }

    private void Say(string? text)
    {
        if (text is { Length: > 0 })
        {
            Add(new Piece(text));
        }
    }

    private void Add(Piece piece)
    {
        if (!_isStreamed)
        {
            return;
        }
        if (Interlocked.Add(ref _queued, piece.Text.Length) is var queued && (queued <= MostQueued || queued == piece.Text.Length))
        {
            _pieces.Writer.TryWrite(piece);
            return;
        }

        _isCutOff = true;
        _pieces.Writer.TryComplete();
    }

    private void Finish(ChatEnd end)
    {
        End = end;
        _pieces.Writer.TryComplete();
        Dispose();
    }
}

/// <summary>Something to write: words of the answer, or a note beside it.</summary>
internal readonly record struct Piece(string Text, bool IsNote = false);

/// <summary>How a turn ended.</summary>
/// <param name="Text">The answer, or why there is none.</param>
internal sealed record ChatEnd(string State, string? Text, TokenCount Tokens);
