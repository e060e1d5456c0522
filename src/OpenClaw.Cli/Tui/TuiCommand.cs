namespace OpenClaw.Cli.Tui;

/// <summary><c>openclaw tui</c>: the terminal chat.</summary>
internal sealed class TuiCommand : CommandBase
{
    public TuiCommand(CommandContext context)
        : base(
            context,
            "tui",
            "Chat in the terminal: answers as they come, tool calls as they happen, approvals with one key.",
            "openclaw tui",
            "openclaw tui --session work                # another conversation, in another terminal",
            "echo \"hello\" | openclaw tui                # no terminal, or --json: a line in, an answer out",
            "",
            "Enter sends; Alt-Enter or Ctrl-J begins a new line; Up and Down recall what was sent; PgUp and PgDn scroll;",
            "Ctrl-Y, Ctrl-N and Ctrl-O approve, deny and show what waits; Ctrl-C stops the turn; Ctrl-D or /quit leaves; /help lists the gateway's commands."
        )
    {
        var session = SessionOption();
        SetAction((parse, ct) => RunAsync(parse.GetValue(context.Common.Socket), parse.GetValue(session), IsJson(parse), ct));
    }

    private async Task<int> RunAsync(string? socket, string? session, bool json, CancellationToken ct)
    {
        if (json || !Context.InputIsTerminal || !Context.OutputIsTerminal || !Context.Terminal.MovesCursor)
        {
            return await LineChat.RunAsync(Context, socket, session, json, ct).ConfigureAwait(false);
        }

        using var terminal = RawTerminal.Open();
        return terminal is null
            ? await LineChat.RunAsync(Context, socket, session, json, ct).ConfigureAwait(false)
            : await ChatApp.RunAsync(Context, socket, SessionKey.FromUser(session ?? "main").Value, terminal, ct).ConfigureAwait(false);
    }
}
