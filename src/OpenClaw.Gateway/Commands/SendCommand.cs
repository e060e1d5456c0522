using System.CommandLine;
using OpenClaw.Control.Protocol;
using OpenClaw.Text;

namespace OpenClaw.Commands;

/// <summary><c>openclaw send</c>: says something to a session, and waits for the answer when asked to.</summary>
internal sealed class SendCommand : GatewayCommand
{
    public SendCommand(CommandContext context, CommonOptions common)
        : base(context, common, "send", "Say something to a session. With --wait the answer is printed when it is there.",
            "openclaw send \"what is on today?\"              # to the session local:main; the answer is in its transcript",
            "openclaw send --wait --session work \"hello\"    # prints the answer; --session work means local:work",
            "journalctl -n 200 | openclaw send --wait -     # the text comes from standard input",
            "openclaw send /stop                            # commands of the chat: /status /new /stop /model /help")
    {
        var session = SessionNames.Option(context, common);
        var wait = new Option<bool>("--wait", "-w") { Description = "Wait until the turn answered, failed, or asks for an approval" };
        var images = new Option<string[]>("--image") { Description = "An image file to go with it; may be given several times", HelpName = "FILE" };
        var text = new Argument<string[]>("TEXT") { Description = "What to say; - or nothing reads standard input", Arity = ArgumentArity.ZeroOrMore };
        Options.Add(session);
        Options.Add(wait);
        Options.Add(images);
        Arguments.Add(text);
        SetAction(async (parse, ct) =>
        {
            if (await TextAsync(parse.GetValue(text) ?? [], ct).ConfigureAwait(false) is not { Length: > 0 } said)
            {
                Context.Error.WriteLine("openclaw: nothing to say; give TEXT, or - to read standard input");
                return ExitCode.Usage;
            }

            var parameters = new SendParams
            {
                Session = parse.GetValue(session),
                Text = said,
                Wait = parse.GetValue(wait) ? true : null,
                Images = parse.GetValue(images) is { Length: > 0 } files ? [.. files.Select(Path.GetFullPath)] : null,
            };
            return await AskAsync(parse, ControlCalls.Send, parameters, Show, ct).ConfigureAwait(false);
        });
    }

    protected override int JsonCode(object result) => ((SendResult)result).State == SendStates.Failed ? ExitCode.Failed : ExitCode.Ok;

    private async Task<string?> TextAsync(string[] words, CancellationToken ct)
    {
        if (words is ["-"] || (words is [] && !Context.InputIsTerminal))
        {
            return (await Context.In.ReadToEndAsync(ct).ConfigureAwait(false)).TrimEnd('\n');
        }

        return string.Join(' ', words);
    }

    private int Show(SendResult result)
    {
        switch (result.State)
        {
            case SendStates.Answered or SendStates.Command:
                Context.Out.WriteLine(Escaping.Block(result.Reply ?? ""));
                return ExitCode.Ok;
            case SendStates.Failed:
                Context.Error.WriteLine($"openclaw: {Escaping.Block(result.Reply ?? "the turn failed; openclaw logs says more")}");
                return ExitCode.Failed;
            case SendStates.Asking when result.Approval is { } approval:
                // To stderr: whoever catches the answer in a variable must not take the question for it.
                Context.Error.WriteLine("It waits for an approval:");
                ApprovalText.Write(Context.Error, approval, Context.Time.GetUtcNow());
                Context.Error.WriteLine($"openclaw approve {approval.Id}   or   openclaw deny {approval.Id}");
                return ExitCode.Ok;
            default:
                Context.Out.WriteLine($"{result.State} in {Escaping.Line(result.Session)}");
                return ExitCode.Ok;
        }
    }
}
