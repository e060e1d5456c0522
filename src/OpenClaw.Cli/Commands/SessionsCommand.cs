namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw sessions</c>: the conversations, one's transcript, and starting one afresh.</summary>
internal sealed class SessionsCommand : CommandBase
{
    public SessionsCommand(CommandContext context)
        : base(
            context,
            "sessions",
            "List the conversations; show one's transcript; start one afresh.",
            "openclaw sessions",
            "openclaw sessions show main -n 20",
            "openclaw sessions reset telegram:123456789"
        )
    {
        SetAction(parse => Ask(parse, SessionsApi.List, NoParams.Value, ShowList));

        var show = Verb(
            "show",
            "Show the transcript of a session, newest last.",
            "openclaw sessions show main -n 20",
            "openclaw sessions show main --json | jq '.entries[-1].text'"
        );
        var shown = show.SessionWord();
        var lines = show.Value<int?>("--limit -n", "N", "How many entries (50)");
        show.SetAction(parse =>
            Ask(parse, SessionsApi.Show, new SessionsShowParams(parse.GetValue(shown)!, parse.GetValue(lines)), ShowTranscript)
        );

        var reset = Verb("reset", "Start a session afresh, as /new does. What was said stays on disk.", "openclaw sessions reset main");
        var left = reset.SessionWord();
        reset.SetAction(parse =>
            Ask(
                parse,
                SessionsApi.Reset,
                new SessionParams(parse.GetValue(left)!),
                result => Context.Out.WriteLine($"{Escaping.Line(result.Session)} starts afresh")
            )
        );
    }

    private void ShowList(SessionsListResult result)
    {
        if (result.Sessions.Count == 0)
        {
            Context.Out.WriteLine("no sessions yet");
            return;
        }

        var now = Context.Time.GetUtcNow();
        Columns.Write(
            Context.Out,
            ["SESSION", "STATE", "ENTRIES", "POLICY", "CHAIN", "LAST"],
            result.Sessions,
            session =>
                [
                    session.Key,
                    session.Waiting > 0 ? $"{session.State} +{session.Waiting}" : session.State,
                    $"{session.Entries}",
                    session.Policy,
                    session.Model ?? session.Chain,
                    Ages.Ago(session.UpdatedAt, now),
                ]
        );
    }

    private void ShowTranscript(SessionsShowResult result)
    {
        if (result.More)
        {
            Context.Error.WriteLine("(there is more before this; -n shows it)");
        }

        foreach (var entry in result.Entries)
        {
            Context.Out.WriteLine(Head(entry));
            foreach (var line in Escaping.Block(entry.Text).TrimEnd('\n').Split('\n'))
            {
                Context.Out.WriteLine($"  {line}");
            }
        }
    }

    private static string Head(EntryInfo entry) =>
        entry.Kind switch
        {
            EntryKinds.ToolCall => $"[{entry.Seq}] calls {Escaping.Line(entry.Tool ?? "a tool")}",
            EntryKinds.ToolResult => $"[{entry.Seq}] result of {Escaping.Line(entry.Tool ?? "the call")}",
            EntryKinds.Assistant when entry.Model is { } model =>
                $"[{entry.Seq}] assistant ({Escaping.Line(model)}){(entry.Cut is { } cut ? $", cut off: {Escaping.Line(cut)}" : "")}",
            _ => $"[{entry.Seq}] {entry.Kind}",
        };
}
