namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw outbox</c>: what goes out and has not arrived, and what to do about it.</summary>
internal sealed class OutboxCommand : CommandBase
{
    public OutboxCommand(CommandContext context)
        : base(
            context,
            "outbox",
            "List the messages that were not delivered: what waits and until when, what is unknown, failed or expired. Show one, send one again, drop one.",
            "openclaw outbox",
            "openclaw outbox list --state unknown --json | jq '.messages[].id'",
            "openclaw outbox show 41",
            "openclaw outbox resend 41          # it may arrive twice, if it is unknown"
        )
    {
        Lists(
            Verb(
                "list",
                "List messages, the newest first: those that were not delivered, or all.",
                "openclaw outbox list --all -n 20",
                "openclaw outbox list --state failed"
            )
        );
        AddVerb("show", "Show one message, whole.", OutboxApi.Show, ShowWhole);
        AddVerb(
            "resend",
            "Send a message now that waits, or again one that is unknown, failed or expired.",
            OutboxApi.Resend,
            message => Context.Out.WriteLine($"{message.Id} is on its way to {Escaping.Line(message.To)} again")
        );
        AddVerb(
            "drop",
            "Never send a message that waits, or forget one that did not arrive.",
            OutboxApi.Drop,
            message => Context.Out.WriteLine($"{message.Id} to {Escaping.Line(message.To)} is dropped")
        );
        // Without a word it lists.
        Lists(this);
    }

    private void Lists(CommandBase command)
    {
        string[] states = ["pending", "sending", "sent", "unknown", "failed", "expired", "dropped"];
        var all = command.Flag("--all -a", "Those that were sent or dropped, too");
        var state = command.Value<string?>("--state", "STATE", $"Only: {string.Join(", ", states)}");
        state.CompletionSources.Add(states);
        var limit = command.Value<int?>("--limit -n", "N", "How many (200)");
        command.SetAction(parse =>
        {
            var parameters = new OutboxListParams(parse.GetValue(all) ? true : null, parse.GetValue(state), parse.GetValue(limit));
            return Ask(parse, OutboxApi.List, parameters, ShowList);
        });
    }

    /// <summary>What is done with one message.</summary>
    private void AddVerb(string name, string description, ControlCall<OutboxParams, OutboxResult> call, Action<OutboxInfo> show)
    {
        var verb = Verb(name, description, $"openclaw outbox {name} 41");
        var names = NamesOf(OutboxApi.List, new OutboxListParams(), static list => list.Messages.Select(static m => $"{m.Id}"));
        var id = verb.Word<long>("ID", "The message, as `openclaw outbox` numbers it", names);
        verb.SetAction(parse => Ask(parse, call, new OutboxParams(parse.GetValue(id)), result => show(result.Message)));
    }

    private void ShowList(OutboxListResult result)
    {
        if (result.Messages.Count == 0)
        {
            Context.Out.WriteLine("nothing waits, and nothing was lost");
            return;
        }

        var now = Context.Time.GetUtcNow();
        Columns.Write(
            Context.Out,
            ["ID", "TO", "STATE", "TRIES", "QUEUED", "WHAT BECOMES OF IT", "TEXT"],
            result.Messages,
            message =>
                [
                    $"{message.Id}",
                    message.To,
                    message.State,
                    $"{message.Attempts}",
                    Ages.Ago(message.QueuedAt, now),
                    Fate(message, now),
                    Wrapping.Clip(Escaping.Line(message.Text), 40),
                ]
        );
        if (result.More)
        {
            Context.Error.WriteLine("(there are older ones; -n shows them)");
        }
    }

    private static string Fate(OutboxInfo message, DateTimeOffset now) =>
        message.State switch
        {
            "pending" when message.NextAt is { } next => $"tried {Ages.In(next, now)}{(message.Failure is { } why ? $", {why}" : "")}",
            "sent" => message.SentAt is { } at ? $"sent {Ages.Ago(at, now)}" : "",
            _ => message.Failure ?? "",
        };

    private void ShowWhole(OutboxInfo message)
    {
        var (output, now) = (Context.Out, Context.Time.GetUtcNow());
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
}
