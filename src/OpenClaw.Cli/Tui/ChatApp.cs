using System.Threading.Channels;

namespace OpenClaw.Cli.Tui;

/// <summary>The terminal chat: reads one queue of keys, events and answers, changes the model, paints. Everything but the bytes happens in
/// <see cref="React"/>.</summary>
internal sealed class ChatApp
{
    private readonly CommandContext _context;
    private readonly Channel<ChatInput> _inputs = Channel.CreateUnbounded<ChatInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ChatModel _model;
    private readonly LineEditor _editor = new();
    private readonly ChatView _view;
    private readonly QuestionKeys _questions;
    private readonly CancellationToken _ct;
    private readonly ChatCalls _calls;
    private bool _loadingEarlier;
    private int _height = 24;

    public ChatApp(CommandContext context, string session, CancellationToken ct)
    {
        _context = context;
        _ct = ct;
        _model = new ChatModel(session);
        _view = new ChatView(_model, _editor) { Connection = "connecting" };
        _calls = new ChatCalls(_inputs.Writer, session, ct);
        _questions = new QuestionKeys(_model, _view, context.Time, (approval, approve) => Expect(_calls.Decide(approval, approve)));
    }

    public ChatModel Model => _model;

    public LineEditor Editor => _editor;

    public ChatView View => _view;

    public ChannelWriter<ChatInput> Inputs => _inputs.Writer;

    /// <summary>Asked by Ctrl-Z; whoever owns the terminal does it.</summary>
    public Action? Suspend { get; set; }

    /// <summary>Asked by Ctrl-L.</summary>
    public Action? Repaint { get; set; }

    public static async Task<int> RunAsync(
        CommandContext context,
        string? socket,
        string session,
        RawTerminal terminal,
        CancellationToken ct
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var painter = new FramePainter(context.Terminal.HasColours);
        var app = new ChatApp(context, session, ending.Token) { Suspend = terminal.Suspend, Repaint = painter.Forget };
        terminal.OnResize(() => app.Inputs.TryWrite(new ChatInput.Resized()));
        var keys = new Thread(() =>
        {
            RawTerminal.ReadKeys(key => app.Inputs.TryWrite(new ChatInput.Pressed(key)));
            app.Inputs.TryWrite(new ChatInput.InputEnded());
        })
        {
            IsBackground = true,
            Name = "keys",
        };
        keys.Start();
        var link = new GatewayLink(context, socket, session, app.Inputs).RunAsync(ending.Token);
        var code = await app.DriveAsync(frame => terminal.Write(painter.Paint(frame)), terminal.Size).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await link.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ended because we did.
        }

        return code;
    }

    private async Task<int> DriveAsync(Action<Frame> paint, Func<(int Width, int Height)> size)
    {
        do
        {
            var (width, height) = size();
            _height = height;
            paint(_view.Lay(width, height));
            NoticeQuestion();
            // Everything that waits is taken before the next painting: a fast model must not make a slow terminal slower.
            var input = await _inputs.Reader.ReadAsync(_ct).ConfigureAwait(false);
            do
            {
                if (!React(input))
                {
                    return ExitCode.Ok;
                }
            } while (_inputs.Reader.TryRead(out input));
        } while (true);
    }

    /// <summary>Returns false when the chat ends.</summary>
    public bool React(ChatInput input)
    {
        switch (input)
        {
            case ChatInput.Pressed pressed:
                _view.Hint = "";
                return Pressed(pressed.Key);
            case ChatInput.Resized:
                Repaint?.Invoke();
                break;
            case ChatInput.InputEnded:
                return false;
            case ChatInput.Connected connected:
                _calls.Client = connected.Client;
                _loadingEarlier = false;
                (_view.Connection, _view.Hint) = ("", "");
                _model.Load(connected.Page, connected.Pending);
                if (_model.Blocks.Count == 0)
                {
                    _view.Hint = "Enter sends, Ctrl-J begins a line, /help, Ctrl-D leaves";
                }

                break;
            case ChatInput.Disconnected lost:
                _calls.Client = null;
                _view.Connection = lost.Why;
                break;
            case ChatInput.Heard heard:
                _model.Handle(heard.Event);
                break;
            case ChatInput.Earlier earlier:
                _loadingEarlier = false;
                _model.LoadEarlier(earlier.Page);
                _view.EarlierLoaded();
                break;
            case ChatInput.Answered answered:
                _model.Answer(answered.Command, answered.Reply);
                break;
            case ChatInput.Told told:
                _model.Say(told.Kind, told.Text);
                break;
            case ChatInput.NotSent lost:
                _model.Say(BlockKind.Error, lost.Why);
                if (_editor.IsEmpty)
                {
                    _editor.Set(lost.Text);
                }

                break;
        }

        _questions.CloseAnswered();
        return true;
    }

    /// <summary>Called after painting: from now on the question has been seen.</summary>
    public void NoticeQuestion() => _questions.Notice();

    private bool Pressed(Key key)
    {
        if (_view.Viewed is not null)
        {
            _questions.PressedInView(key);
            return true;
        }

        if (_questions.Pressed(key))
        {
            return true;
        }

        switch (key)
        {
            case { Kind: KeyKind.Enter }:
                return Submit();
            case { Kind: KeyKind.PageUp }:
                PageUp();
                return true;
            case { Kind: KeyKind.PageDown }:
                _view.Scroll(-Math.Max(1, _height / 2));
                return true;
            case { Kind: KeyKind.Control, Text: "c" }:
                Interrupt();
                return true;
            case { Kind: KeyKind.Control, Text: "d" } when _editor.IsEmpty:
                return false;
            case { Kind: KeyKind.Control, Text: "l" }:
                Repaint?.Invoke();
                return true;
            case { Kind: KeyKind.Control, Text: "z" }:
                Suspend?.Invoke();
                Repaint?.Invoke();
                return true;
            default:
                _editor.Apply(key);
                return true;
        }
    }

    private bool Submit()
    {
        var text = _editor.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (text.Trim() is "/quit" or "/exit")
        {
            return false;
        }

        if (_calls.Client is null)
        {
            _view.Hint = "not connected; your text is kept";
            return true;
        }

        if (IsApproval(text) && _model.Pending.Count > 0 && !_view.PanelIsWhole)
        {
            // The gateway cannot know what this screen shows.
            _view.Hint = "it is not shown whole: Ctrl-O, then Ctrl-Y; your text is kept";
            return true;
        }

        _editor.Take();
        _view.Scroll(-_view.Back);
        Expect(_calls.Send(text));
        return true;
    }

    private static bool IsApproval(string text) =>
        text.TrimStart() is var line
        && line.StartsWith("/approve", StringComparison.OrdinalIgnoreCase)
        && (line.Length == 8 || char.IsWhiteSpace(line[8]));

    private void Interrupt()
    {
        if (_model.Busy)
        {
            Expect(_calls.Stop());
        }
        else if (!_editor.IsEmpty)
        {
            _editor.Clear();
        }
        else
        {
            _view.Hint = "Ctrl-D exits";
        }
    }

    private void PageUp()
    {
        if (!_view.AtTop)
        {
            _view.Scroll(Math.Max(1, _height / 2));
            return;
        }

        if (_model.More && !_loadingEarlier && _model.Oldest is { } oldest)
        {
            _loadingEarlier = true;
            // One row back already: the view then stays with what it shows when the older page comes in above it.
            _view.Scroll(1);
            Expect(_calls.LoadEarlier(oldest));
        }
        else if (!_model.More)
        {
            _view.Hint = "this is the beginning";
        }
    }

    /// <summary>Says so when a call could not even be made.</summary>
    private void Expect(bool isUnderWay)
    {
        if (!isUnderWay)
        {
            _view.Hint = "not connected";
        }
    }
}
