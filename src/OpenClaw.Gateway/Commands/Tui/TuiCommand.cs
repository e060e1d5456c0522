using System.CommandLine;

namespace OpenClaw.Commands.Tui;

/// <summary><c>openclaw tui</c>: the terminal chat.</summary>
internal sealed class TuiCommand : GatewayCommand
{
    public TuiCommand(CommandContext context, CommonOptions common)
        : base(context, common, "tui", "Chat in the terminal: answers as they come, tool calls as they happen, approvals with one key.",
            "openclaw tui",
            "openclaw tui --session work                # another conversation, in another terminal",
            "echo \"hello\" | openclaw tui                # no terminal: a line in, an answer out")
    {
        var session = SessionNames.Option(context, common);
        Options.Add(session);
        SetAction((parse, ct) => LineChat.RunAsync(Context, parse.GetValue(common.Socket), parse.GetValue(session), ct));
    }
}
