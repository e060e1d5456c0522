namespace OpenClaw.Cli.Tui;

/// <summary>What the terminal chat knows of its conversation. Fed with transcript pages and events; knows nothing of terminals and
/// sockets.</summary>
internal sealed class ChatModel(string session)
{
    private static readonly IReadOnlyDictionary<string, Action<ChatModel, ControlEvent>> s_handlers = new Dictionary<
        string,
        Action<ChatModel, ControlEvent>
    >
    {
        [EventKinds.MessageReceived] = static (chat, e) => chat.Say(BlockKind.User, e.Text ?? ""),
        [EventKinds.TurnStarted] = static (chat, _) => chat.Start(),
        [EventKinds.TurnModel] = static (chat, e) => chat.AskModel(e.Model),
        [EventKinds.TurnText] = static (chat, e) => chat.Stream(ref chat._reply, BlockKind.Assistant, e.Text),
        [EventKinds.TurnThinking] = static (chat, e) => chat.Stream(ref chat._thinking, BlockKind.Thinking, e.Text),
        [EventKinds.TurnThought] = static (chat, _) => chat.Rethink(),
        [EventKinds.TurnRestarted] = static (chat, e) => chat.Restart(e.Reason),
        [EventKinds.TurnWaiting] = static (chat, e) => chat.Wait(e.Reason),
        [EventKinds.CommandEnded] = static (chat, e) => chat.Say(BlockKind.Notice, $"in the background: {e.Id} {e.Text}: {e.Display}"),
        [EventKinds.TurnTool] = static (chat, e) => chat.CallTool(e),
        [EventKinds.TurnOutput] = static (chat, e) => chat.Output(e.Text ?? ""),
        [EventKinds.TurnResult] = static (chat, e) => chat.Result(e),
        [EventKinds.TurnEnded] = static (chat, e) => chat.End(e),
        [EventKinds.ApprovalAsked] = static (chat, e) => chat.Ask(e.Approval),
        [EventKinds.ApprovalDecided] = static (chat, e) => chat.Decide(e),
        [EventKinds.Delivery] = static (chat, e) => chat.Deliver(e),
        [EventKinds.ConfigReloaded] = static (chat, _) => chat.Say(BlockKind.Notice, "the configuration was reloaded"),
        [EventKinds.GatewayStopping] = static (chat, _) => chat.Say(BlockKind.Notice, "the gateway is stopping"),
    };

    private readonly List<Block> _blocks = [];
    private readonly List<ApprovalInfo> _pending = [];
    private readonly HashSet<string> _calls = [];
    private Block? _reply;
    private Block? _thinking;
    private string? _answered;

    public string Session { get; } = session;

    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Calls of this session that wait for somebody, oldest first.</summary>
    public IReadOnlyList<ApprovalInfo> Pending => _pending;

    /// <summary>A turn runs or waits: there is something that Ctrl-C can stop.</summary>
    public bool Busy => IsAtWork || _pending.Count > 0;

    /// <summary>A turn runs, or waits for a model.</summary>
    public bool IsAtWork { get; private set; }

    /// <summary>No model answered, and the turn is tried again until one does.</summary>
    public bool Waiting { get; private set; }

    /// <summary>The model that was asked last.</summary>
    public string? Model { get; private set; }

    /// <summary>There is older transcript than what is loaded.</summary>
    public bool More { get; private set; }

    /// <summary>The oldest loaded entry: what comes before it is asked for with this.</summary>
    public long? Oldest { get; private set; }

    /// <summary>Begins with the newest page of the transcript; after a reconnect, begins again.</summary>
    public void Load(SessionsShowResult? page, IEnumerable<ApprovalInfo> pending)
    {
        _blocks.Clear();
        _pending.Clear();
        _calls.Clear();
        (_reply, _thinking) = (null, null);
        (More, Oldest, IsAtWork, Waiting, _answered) = (false, null, false, false, null);
        if (page is not null)
        {
            _blocks.AddRange(page.Entries.Select(TranscriptBlocks.Of));
            (More, Oldest) = (page.More, page.Entries.Count > 0 ? page.Entries[0].Seq : null);
            IsAtWork = page.Session.State is not ("idle" or "asking");
            Waiting = page.Session.State is "waiting";
        }

        _pending.AddRange(pending.Where(a => a.Session == Session && a.State == ApprovalStates.Pending));
    }

    /// <summary>Puts an older page before what is there.</summary>
    public void LoadEarlier(SessionsShowResult page)
    {
        _blocks.InsertRange(0, page.Entries.Select(TranscriptBlocks.Of));
        More = page.More && page.Entries.Count > 0;
        Oldest = page.Entries.Count > 0 ? page.Entries[0].Seq : Oldest;
    }

    public void Say(BlockKind kind, string text) => _blocks.Add(new Block(kind, text));

    /// <summary>A command's answer. It was delivered to every terminal of the session as well; here it goes with what was typed.</summary>
    public void Answer(string command, string reply)
    {
        if (_blocks is [.., { Kind: BlockKind.Assistant } last] && last.Text == reply)
        {
            _blocks.Remove(last);
        }
        else
        {
            // The delivery is still on its way.
            _answered = reply;
        }

        Say(BlockKind.User, command);
        Say(BlockKind.Notice, reply);
    }

    /// <summary>Takes up an event of the gateway; one that this screen does not show changes nothing.</summary>
    public void Handle(ControlEvent e)
    {
        if (s_handlers.TryGetValue(e.Kind, out var handle))
        {
            handle(this, e);
        }
    }

    private void Start()
    {
        IsAtWork = true;
        EndStreaming();
    }

    private void AskModel(string? model)
    {
        Model = model;
        IsAtWork = true;
    }

    /// <summary>What was shown as the reply turned out to be a thought.</summary>
    private void Rethink()
    {
        if (_reply is { Text: var thought })
        {
            Forget(ref _reply);
            Stream(ref _thinking, BlockKind.Thinking, thought);
        }
    }

    private void Restart(string? reason)
    {
        Forget(ref _reply);
        Forget(ref _thinking);
        // Of the tries of a turn that waits, only that it waits is news.
        if (!Waiting)
        {
            Say(BlockKind.Notice, reason ?? "started over");
        }
    }

    private void Wait(string? reason)
    {
        Waiting = true;
        Say(BlockKind.Notice, reason ?? "no model answers; this waits");
    }

    private void CallTool(ControlEvent e)
    {
        EndStreaming();
        // A call that was asked is told of again when it runs; then nothing new is said.
        if (e.Call is null || _calls.Add(e.Call))
        {
            Say(BlockKind.Tool, EventWords.OfCall(e));
        }
    }

    private void Ask(ApprovalInfo? approval)
    {
        if (approval is null)
        {
            return;
        }
        // The turn that asks lies down; what is said now begins another.
        IsAtWork = false;
        EndStreaming();
        _pending.RemoveAll(a => a.Id == approval.Id);
        _pending.Add(approval);
    }

    private void Decide(ControlEvent e)
    {
        if (_pending.RemoveAll(a => a.Id == e.Id) > 0)
        {
            Say(BlockKind.Notice, EventWords.OfDecision(e));
        }
    }

    private void Deliver(ControlEvent e)
    {
        if (e.State is "failed" or "expired" or "unknown")
        {
            Say(BlockKind.Error, EventWords.OfFailedDelivery(e));
        }
        // What goes to a chat is told when it is queued and again when it is sent; to the terminal it is only ever sent.
        else if (e is { Text: { Length: > 0 } text, Turn: null, Id: null })
        {
            ShowSent(text);
        }
    }

    private void ShowSent(string text)
    {
        if (_answered == text)
        {
            _answered = null;
            return;
        }
        Say(BlockKind.Assistant, text);
    }

    private void Stream(ref Block? block, BlockKind kind, string? text)
    {
        (IsAtWork, Waiting) = (true, false);
        if (block is null)
        {
            _blocks.Add(block = new Block(kind, ""));
        }

        block.Text += text;
    }

    private void Forget(ref Block? block)
    {
        if (block is not null)
        {
            _blocks.Remove(block);
            block = null;
        }
    }

    private void EndStreaming() => (_reply, _thinking) = (null, null);

    private void Output(string text)
    {
        if (_blocks is [.., { Kind: BlockKind.Output } last])
        {
            last.Text += text;
        }
        else
        {
            Say(BlockKind.Output, text);
        }
    }

    private void Result(ControlEvent e)
    {
        // What streamed while the command ran is the beginning of the same text.
        if (_blocks is [.., { Kind: BlockKind.Output } last])
        {
            _blocks.Remove(last);
        }

        if (e.Text is { Length: > 0 } text)
        {
            Say(e.Failed == true ? BlockKind.Error : BlockKind.Output, text);
        }
    }

    private void End(ControlEvent e)
    {
        (IsAtWork, Waiting) = (false, false);
        _calls.Clear();
        switch (e.State)
        {
            case "failed":
                Say(BlockKind.Error, e.Reply ?? e.Reason ?? "the turn failed");
                break;
            case "stopped":
                if (_reply is not null)
                {
                    _reply.Text = $"{_reply.Text.TrimEnd()}\n{TranscriptBlocks.Cut("stopped")}";
                }
                Say(BlockKind.Notice, "stopped");
                break;
            case "answered" when e.Reply is null:
                // What was streamed is the word for it.
                Forget(ref _reply);
                Say(BlockKind.Notice, TranscriptBlocks.Silence);
                break;
            default:
                // The whole reply is the truth: a client that came late has seen only a part of it.
                if (_reply is not null)
                {
                    _reply.Text = e.Reply ?? _reply.Text;
                }
                else if (e.Reply is { Length: > 0 } reply)
                {
                    Say(BlockKind.Assistant, reply);
                }

                break;
        }

        EndStreaming();
    }
}
