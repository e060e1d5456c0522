using System.CommandLine.Parsing;
using OpenClaw.Agent.ChatCommands;

namespace OpenClaw.Cli.Commands.Send;

/// <summary><c>openclaw send</c>: says something to a session, and waits for the answer when asked to.</summary>
internal sealed class SendCommand : CommandBase
{
    public SendCommand(CommandContext context)
        : base(
            context,
            "send",
            "Say something to a session. With --wait the answer is printed when it is there.",
            "openclaw send \"what is on today?\"              # to the session local:main; the answer is in its transcript",
            "openclaw send --wait --session work \"hello\"    # prints the answer; --session work means local:work",
            "journalctl -n 200 | openclaw send --wait \"what went wrong?\"   # the words, then standard input below them",
            "openclaw send --wait=approval \"clean up\"       # waits on when a call asks; without it that ends with 75",
            "while read -r q; do openclaw send --wait \"$q\" < /dev/null; done < questions   # or it may take the loop's lines for input",
            "openclaw send /stop                            # commands of the chat: /status /new /stop /model /help"
        )
    {
        var session = SessionOption();
        var wait = Flag(
            "--wait -w",
            "Wait until the turn answered, failed, or asks for an approval (exit code 75). What an earlier message asks keeps nobody waiting"
        );
        // A name of its own, and no values: else a first word of the text such as "true" would be taken for one.
        var waitOn = Flag(
            "--wait=approval -w=approval",
            "Wait also while a call asks, until somebody has answered or it has expired. A call that was denied is told to the model, and what it answers then is the answer (exit code 0)"
        );
        (wait.Arity, waitOn.Arity) = (ArgumentArity.Zero, ArgumentArity.Zero);
        var images = Value<string[]>("--image", "FILE", "An image file to go with it; may be given several times");
        var text = Word<string[]>(
            "TEXT",
            "What to say; - reads standard input to its end, and so does no TEXT. A pipe or file beside TEXT is sent below it",
            arity: ArgumentArity.ZeroOrMore
        );
        SetAction(
            async (parse, ct) =>
            {
                // It would be said to the model, to everybody's surprise.
                if (Mistyped(parse) is { } mistyped)
                {
                    Context.Error.WriteLine(
                        $"openclaw: there is no option {Escaping.Line(mistyped)}; to say it, put -- before the text\ntry: openclaw send --help"
                    );
                    return ExitCode.Usage;
                }

                if (parse.GetValue(images)?.FirstOrDefault(static file => !File.Exists(file)) is { } absent)
                {
                    Context.Error.WriteLine($"openclaw: there is no image file {Escaping.Line(absent)}");
                    return ExitCode.Failed;
                }

                if (await TextAsync(parse.GetValue(text) ?? [], ct).ConfigureAwait(false) is not { Length: > 0 } said)
                {
                    Context.Error.WriteLine("openclaw: nothing to say; give TEXT, or - to read standard input");
                    return ExitCode.Usage;
                }

                var parameters = new SendParams
                {
                    Session = parse.GetValue(session),
                    Text = said,
                    Wait = parse.GetValue(wait) || parse.GetValue(waitOn) ? true : null,
                    ThroughApprovals = parse.GetValue(waitOn) ? true : null,
                    Images = parse.GetValue(images) is { Length: > 0 } files ? [.. files.Select(Path.GetFullPath)] : null,
                };
                await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
                // To stderr, like everything that is not the answer.
                var raw = await client
                    .CallRawAsync(SendApi.Send, parameters, heard => Delays.Write(Context.Error, heard, IsJson(parse)), ct)
                    .ConfigureAwait(false);
                return Print(parse, raw, SendApi.Send, Show, static result => ExitCode.OfTurn(result.State));
            }
        );
    }

    /// <summary>What looks like an option and is none. What stands behind -- is text, whatever it looks like.</summary>
    private static string? Mistyped(ParseResult parse) =>
        parse
            .Tokens.TakeWhile(static token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(static token =>
                token is { Type: TokenType.Argument, Value: ['-', '-', >= 'a' and <= 'z', ..] } && !token.Value.Any(char.IsWhiteSpace)
            )
            ?.Value;

    private async Task<string?> TextAsync(string[] words, CancellationToken ct)
    {
        var isAsked = words is [.., "-"];
        var text = string.Join(' ', isAsked ? words[..^1] : words);
        if (!isAsked)
        {
            // A command of the chat takes no text from elsewhere, and must not wait for any. A path at the beginning is none.
            if (Context.InputIsTerminal || CommandLine.Parse(text) is not null)
            {
                return text;
            }
            switch (Context.LookAtInput())
            {
                case GivenInput.None:
                    return text;
                case GivenInput.Silent when text.Length > 0:
                    Context.Error.WriteLine(
                        $"openclaw: nothing came on standard input within {StandardInput.Patience.TotalSeconds:0} s, so only the words are sent; - after them waits for it"
                    );
                    return text;
            }
        }

        return SendText.Join(text, await SendText.ReadAsync(Context.In, ct).ConfigureAwait(false));
    }

    private void Show(SendResult result)
    {
        switch (result.State)
        {
            case SendStates.Answered when result.Reply is null:
                Context.Error.WriteLine("(no reply)");
                break;
            case SendStates.Answered or SendStates.Command:
                Context.Out.WriteLine(Escaping.Block(result.Reply ?? ""));
                break;
            case SendStates.Failed:
                Context.Error.WriteLine($"openclaw: {Escaping.Block(result.Reply ?? "the turn failed; openclaw logs says more")}");
                break;
            case SendStates.Asking when result.Approval is { } approval:
                // To stderr: whoever catches the answer in a variable must not take the question for it.
                ApprovalText.WriteAsked(Context.Error, approval, Context.Time.GetUtcNow(), "   (--wait=approval waits for the answer)");
                break;
            default:
                var ahead = result.Ahead > 0 ? $", {result.Ahead} before it" : "";
                Context.Out.WriteLine($"{result.State} in {Escaping.Line(result.Session)}{ahead}");
                if (result.Reason is { } reason)
                {
                    Context.Error.WriteLine(Escaping.Line(reason));
                }

                break;
        }
    }
}
