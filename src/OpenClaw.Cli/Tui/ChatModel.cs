using OpenClaw.Control.Api;
using OpenClaw.Messages;

namespace OpenClaw.Cli.Tui;

/// <summary>What the terminal chat knows of its conversation. Fed with transcript pages and events; knows nothing of terminals and
/// sockets.</summary>
internal sealed class ChatModel(string session)
{
    private const string Silence = "(no reply)";

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

    /// <summary>A turn runs, or sleeps on an approval: there is something that Ctrl-C can stop.</summary>
    public bool Busy { get; private set; }

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
        (More, Oldest, Busy, Waiting, _answered) = (false, null, false, false, null);
        if (page is not null)
        {
            _blocks.AddRange(page.Entries.Select(Of));
            (More, Oldest) = (page.More, page.Entries.Count > 0 ? page.Entries[0].Seq : null);
            Busy = page.Session.State is not "idle";
            Waiting = page.Session.State is "waiting";
        }

        _pending.AddRange(pending.Where(a => a.Session == Session && a.State == ApprovalStates.Pending));
    }

    /// <summary>Puts an older page before what is there.</summary>
    public void LoadEarlier(SessionsShowResult page)
    {
        _blocks.InsertRange(0, page.Entries.Select(Of));
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

    public void Hear(ControlEvent e)
    {
        switch (e.Kind)
        {
            case EventKinds.MessageReceived:
                Say(BlockKind.User, e.Text ?? "");
                break;
            case EventKinds.TurnStarted:
                Busy = true;
                EndStreaming();
                break;
            case EventKinds.TurnModel:
                Model = e.Model;
                Busy = true;
                break;
            case EventKinds.TurnText:
                Stream(ref _reply, BlockKind.Assistant, e.Text);
                break;
            case EventKinds.TurnThinking:
                Stream(ref _thinking, BlockKind.Thinking, e.Text);
                break;
            case EventKinds.TurnThought when _reply is not null:
                var thought = _reply.Text;
                Forget(ref _reply);
                Stream(ref _thinking, BlockKind.Thinking, thought);
                break;
            case EventKinds.TurnRestarted:
                Forget(ref _reply);
                Forget(ref _thinking);
                // Of the tries of a turn that waits, only that it waits is news.
                if (!Waiting)
                {
                    Say(BlockKind.Notice, e.Reason ?? "started over");
                }

                break;
            case EventKinds.TurnWaiting:
                Waiting = true;
                Say(BlockKind.Notice, e.Reason ?? "no model answers; this waits");
                break;
            case EventKinds.CommandEnded:
                Say(BlockKind.Notice, $"in the background: {e.Id} {e.Text}: {e.Display}");
                break;
            case EventKinds.TurnTool:
                EndStreaming();
                // A call that was asked is told of again when it runs; then nothing new is said.
                if (e.Call is { } call && !_calls.Add(call))
                {
                    break;
                }

                Say(
                    BlockKind.Tool,
                    $"{e.Tool} {e.Display}{(e.Verdict is "allow" or null ? "" : $"   [{e.Verdict}{(e.Rule is null ? "" : $": {e.Rule}")}]")}"
                );
                break;
            case EventKinds.TurnOutput:
                Output(e.Text ?? "");
                break;
            case EventKinds.TurnResult:
                Result(e);
                break;
            case EventKinds.TurnEnded:
                End(e);
                break;
            case EventKinds.ApprovalAsked when e.Approval is { } approval:
                Busy = true;
                _pending.RemoveAll(a => a.Id == approval.Id);
                _pending.Add(approval);
                break;
            case EventKinds.ApprovalDecided:
                if (_pending.RemoveAll(a => a.Id == e.Id) > 0)
                {
                    Say(
                        BlockKind.Notice,
                        $"{e.Id} {e.Decision}{(e.By is null ? "" : $" by {e.By}")}{(e.Reason is null ? "" : $": {e.Reason}")}"
                    );
                }

                break;
            case EventKinds.Delivery when e.State is "failed" or "expired" or "unknown":
                Say(
                    BlockKind.Error,
                    $"not delivered to {e.To}: {e.State}{(e.Reason is null ? "" : $", {e.Reason}")}   (openclaw outbox show {e.Id})"
                );
                break;
            // What goes to a chat is told when it is queued and again when it is sent; to the terminal it is only ever sent.
            case EventKinds.Delivery when e is { Text: { Length: > 0 } text, Turn: null, Id: null }:
                if (_answered == text)
                {
                    _answered = null;
                    break;
                }

                Say(BlockKind.Assistant, text);
                break;
            case EventKinds.ConfigReloaded:
                Say(BlockKind.Notice, "the configuration was reloaded");
                break;
            case EventKinds.GatewayStopping:
                Say(BlockKind.Notice, "the gateway is stopping");
                break;
        }
    }

    private void Stream(ref Block? block, BlockKind kind, string? text)
    {
        (Busy, Waiting) = (true, false);
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
        (Busy, Waiting) = (false, false);
        _calls.Clear();
        switch (e.State)
        {
            case "failed":
                Say(BlockKind.Error, e.Reply ?? e.Reason ?? "the turn failed");
                break;
            case "stopped":
                if (_reply is not null)
                {
                    _reply.Text = $"{_reply.Text.TrimEnd()}\n{Cut("stopped")}";
                }
                Say(BlockKind.Notice, "stopped");
                break;
            case "answered" when e.Reply is null:
                // What was streamed is the word for it.
                Forget(ref _reply);
                Say(BlockKind.Notice, Silence);
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

    /// <summary>The end of an answer that was cut off.</summary>
    private static string Cut(string why) => $"[{why.TrimEnd('.')}]";

    private static Block Of(EntryInfo entry) =>
        entry.Kind switch
        {
            EntryKinds.User => new Block(BlockKind.User, entry.Text, entry.Seq),
            EntryKinds.Assistant when NoReply.Is(entry.Text) => new Block(BlockKind.Notice, Silence, entry.Seq),
            EntryKinds.Assistant => new Block(
                BlockKind.Assistant,
                entry.Cut is { } cut ? $"{entry.Text}\n{Cut(cut)}" : NoReply.Said(entry.Text) ?? "",
                entry.Seq
            ),
            EntryKinds.ToolCall => new Block(BlockKind.Tool, $"{entry.Tool} {CallLine.Of(entry.Text)}", entry.Seq),
            EntryKinds.ToolResult => new Block(BlockKind.Output, entry.Text, entry.Seq),
            _ => new Block(BlockKind.Notice, entry.Text, entry.Seq),
        };
}
