using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw outbox</c>: what goes out and has not arrived, and what to do about it.</summary>
internal sealed class OutboxCommand : GatewayCommand
{
    public OutboxCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "outbox",
            "List the messages that were not delivered: what waits and until when, what is unknown, failed or expired. Show one, send one again, drop one.",
            "openclaw outbox",
            "openclaw outbox list --state unknown --json | jq '.messages[].id'",
            "openclaw outbox show 41",
            "openclaw outbox resend 41          # it may arrive twice, if it is unknown"
        )
    {
        Subcommands.Add(new ListCommand(context, common));
        Subcommands.Add(new OneCommand(context, common, "show", "Show one message, whole.", OutboxApi.Show, ShowWhole));
        Subcommands.Add(
            new OneCommand(
                context,
                common,
                "resend",
                "Send a message now that waits, or again one that is unknown, failed or expired.",
                OutboxApi.Resend,
                static (output, message, _) => output.WriteLine($"{message.Id} is on its way to {Escaping.Line(message.To)} again")
            )
        );
        Subcommands.Add(
            new OneCommand(
                context,
                common,
                "drop",
                "Never send a message that waits, or forget one that did not arrive.",
                OutboxApi.Drop,
                static (output, message, _) => output.WriteLine($"{message.Id} to {Escaping.Line(message.To)} is dropped")
            )
        );
        // Without a word it lists.
        var listed = AddListOptions(this);
        SetAction(parse => Ask(parse, OutboxApi.List, listed(parse), result => ShowList(Context, result)));
    }

    private static Func<ParseResult, OutboxListParams> AddListOptions(Command command)
    {
        string[] states = ["pending", "sending", "sent", "unknown", "failed", "expired", "dropped"];
        var all = new Option<bool>("--all", "-a") { Description = "Those that were sent or dropped, too" };
        var state = new Option<string?>("--state") { Description = $"Only: {string.Join(", ", states)}", HelpName = "STATE" };
        state.CompletionSources.Add(states);
        var limit = new Option<int?>("--limit", "-n") { Description = "How many (200)", HelpName = "N" };
        command.Options.Add(all);
        command.Options.Add(state);
        command.Options.Add(limit);
        return parse => new OutboxListParams
        {
            All = parse.GetValue(all) ? true : null,
            State = parse.GetValue(state),
            Limit = parse.GetValue(limit),
        };
    }

    private static int ShowList(CommandContext context, OutboxListResult result)
    {
        if (result.Messages.Count == 0)
        {
            context.Out.WriteLine("nothing waits, and nothing was lost");
            return ExitCode.Ok;
        }

        var now = context.Time.GetUtcNow();
        Columns.Write(
            context.Out,
            ["ID", "TO", "STATE", "TRIES", "QUEUED", "WHAT BECOMES OF IT", "TEXT"],
            result.Messages.Select(message =>
                new[]
                {
                    $"{message.Id}",
                    message.To,
                    message.State,
                    $"{message.Attempts}",
                    Ages.Ago(message.QueuedAt, now),
                    Fate(message, now),
                    Wrapping.Clip(Escaping.Line(message.Text), 40),
                }
            )
        );
        if (result.More)
        {
            context.Error.WriteLine("(there are older ones; -n shows them)");
        }

        return ExitCode.Ok;
    }

    private static string Fate(OutboxInfo message, DateTimeOffset now) =>
        message.State switch
        {
            "pending" when message.NextAt is { } next => $"tried {Ages.In(next, now)}{(message.Failure is { } why ? $", {why}" : "")}",
            "sent" => message.SentAt is { } at ? $"sent {Ages.Ago(at, now)}" : "",
            _ => message.Failure ?? "",
        };

    private static void ShowWhole(TextWriter output, OutboxInfo message, DateTimeOffset now)
    {
        output.WriteLine(Escaping.Line($"{message.Id} to {message.To}: {message.State}"));
        Line("session", message.Turn is { } turn ? $"{message.Session}, turn {turn}" : message.Session);
        Line("queued", $"{Ages.Ago(message.QueuedAt, now)}, tried {message.Attempts} times");
        Line("next try", message.NextAt is { } next ? Ages.In(next, now) : null);
        Line("expires", message is { State: "pending" or "sending", ExpiresAt: { } expires } ? Ages.In(expires, now) : null);
        Line(
            "sent",
            message.SentAt is { } sent ? Ages.Ago(sent, now) + (message.ChannelMessage is { } id ? $", there it is {id}" : "") : null
        );
        Line("changes", message.Edits is { } edited ? $"message {edited}" : null);
        Line("because", message.Failure);
        foreach (var line in Escaping.Block(message.Text).Split('\n'))
        {
            output.WriteLine($"    {line}");
        }

        void Line(string name, string? text)
        {
            if (text is not null)
            {
                output.WriteLine($"  {name, -10}{Escaping.Line(text)}");
            }
        }
    }

    /// <summary><c>openclaw outbox list</c>.</summary>
    private sealed class ListCommand : GatewayCommand
    {
        public ListCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "list",
                "List messages, the newest first: those that were not delivered, or all.",
                "openclaw outbox list --all -n 20",
                "openclaw outbox list --state failed"
            )
        {
            var listed = AddListOptions(this);
            SetAction(parse => Ask(parse, OutboxApi.List, listed(parse), result => ShowList(Context, result)));
        }
    }

    /// <summary>What is done with one message.</summary>
    private sealed class OneCommand : GatewayCommand
    {
        public OneCommand(
            CommandContext context,
            CommonOptions common,
            string verb,
            string description,
            ControlCall<OutboxParams, OutboxResult> call,
            Action<TextWriter, OutboxInfo, DateTimeOffset> show
        )
            : base(context, common, verb, description, $"openclaw outbox {verb} 41")
        {
            var id = new Argument<long>("ID") { HelpName = "ID", Description = "The message, as `openclaw outbox` numbers it" };
            id.CompletionSources.Add(completion =>
                QuietAnswers.Ask(
                    context,
                    completion,
                    common,
                    static async (client, ct) =>
                        (await client.CallAsync(OutboxApi.List, new OutboxListParams(), ct).ConfigureAwait(false)).Messages.Select(
                            static m => $"{m.Id}"
                        )
                )
            );
            Arguments.Add(id);
            SetAction(parse =>
                Ask(
                    parse,
                    call,
                    new OutboxParams { Id = parse.GetValue(id) },
                    result =>
                    {
                        show(Context.Out, result.Message, Context.Time.GetUtcNow());
                        return ExitCode.Ok;
                    }
                )
            );
        }
    }
}
