using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Cli.Tui;
using OpenClaw.Control.Api;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands.Tui;

/// <summary>A terminal chat without a terminal and a gateway: events, questions and keys go in, and a screen comes out.</summary>
public abstract class ChatBench
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private protected readonly FakeClock _clock = new();
    private protected readonly ChatApp _app;

    protected ChatBench() =>
        _app = new ChatApp(
            new CommandContext
            {
                Out = TextWriter.Null,
                Error = TextWriter.Null,
                In = TextReader.Null,
                Time = _clock,
            },
            "local:main",
            TestContext.Current.CancellationToken
        );

    private protected static ControlEvent Event(string kind) =>
        new()
        {
            Kind = kind,
            Session = "local:main",
            At = s_now,
        };

    private protected void Handle(ControlEvent e) => _app.React(new ChatInput.Heard(e));

    /// <summary>Asks, and lets the question be seen for long enough.</summary>
    protected void Wait(string display)
    {
        Ask(display);
        Screen();
        _app.NoticeQuestion();
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    protected void Strike(string key) =>
        _app.React(
            new ChatInput.Pressed(
                key switch
                {
                    ['^', var letter] => Key.Control(letter),
                    "tab" => new Key(KeyKind.Tab),
                    "enter" => new Key(KeyKind.Enter),
                    "escape" => new Key(KeyKind.Escape),
                    "space" => new Key(KeyKind.Text, " "),
                    _ => new Key(KeyKind.Text, key),
                }
            )
        );

    protected void Ask(string display, string fingerprint = "000000000001") =>
        Handle(
            Event(EventKinds.ApprovalAsked) with
            {
                Approval = new ApprovalInfo
                {
                    Id = "bako-42",
                    Session = "local:main",
                    Tool = "exec",
                    Display = display,
                    Fingerprint = fingerprint,
                    Rule = "default",
                    Span = "openclaw.toml:3",
                },
            }
        );

    protected void Press(string letter) => _app.React(new ChatInput.Pressed(new Key(KeyKind.Text, letter)));

    protected string Screen(int width = 60, int height = 20) =>
        string.Join('\n', _app.View.Lay(width, height).Rows.Select(row => row.Text.TrimEnd()));
}
