using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw sessions</c>: the conversations, one's transcript, and starting one afresh.</summary>
internal sealed class SessionsCommand : GatewayCommand
{
    public SessionsCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "sessions",
            "List the conversations; show one's transcript; start one afresh.",
            "openclaw sessions",
            "openclaw sessions show main -n 20",
            "openclaw sessions reset telegram:123456789"
        )
    {
        Subcommands.Add(new ShowCommand(context, common));
        Subcommands.Add(new ResetCommand(context, common));
        SetAction(parse => Ask(parse, SessionsApi.List, NoParams.Value, Show));
    }

    private int Show(SessionsListResult result)
    {
        if (result.Sessions.Count == 0)
        {
            Context.Out.WriteLine("no sessions yet");
            return ExitCode.Ok;
        }

        var now = Context.Time.GetUtcNow();
        Columns.Write(
            Context.Out,
            ["SESSION", "STATE", "ENTRIES", "POLICY", "CHAIN", "LAST"],
            result.Sessions.Select(session =>
                new[]
                {
                    session.Key,
                    session.Waiting > 0 ? $"{session.State} +{session.Waiting}" : session.State,
                    $"{session.Entries}",
                    session.Policy,
                    session.Model ?? session.Chain,
                    Ages.Ago(session.UpdatedAt, now),
                }
            )
        );
        return ExitCode.Ok;
    }

    /// <summary><c>openclaw sessions show SESSION</c>.</summary>
    private sealed class ShowCommand : GatewayCommand
    {
        public ShowCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "show",
                "Show the transcript of a session, newest last.",
                "openclaw sessions show main -n 20",
                "openclaw sessions show main --json | jq '.entries[-1].text'"
            )
        {
            var session = SessionArgument.Argument(context, common);
            var lines = new Option<int?>("--limit", "-n") { Description = "How many entries (50)", HelpName = "N" };
            Arguments.Add(session);
            Options.Add(lines);
            SetAction(parse =>
                Ask(
                    parse,
                    SessionsApi.Show,
                    new SessionsShowParams { Session = parse.GetValue(session)!, Limit = parse.GetValue(lines) },
                    Show
                )
            );
        }

        private int Show(SessionsShowResult result)
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

            return ExitCode.Ok;
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

    /// <summary><c>openclaw sessions reset SESSION</c>.</summary>
    private sealed class ResetCommand : GatewayCommand
    {
        public ResetCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "reset",
                "Start a session afresh, as /new does. What was said stays on disk.",
                "openclaw sessions reset main"
            )
        {
            var session = SessionArgument.Argument(context, common);
            Arguments.Add(session);
            SetAction(parse => Ask(parse, SessionsApi.Reset, new SessionParams { Session = parse.GetValue(session)! }, Show));
        }

        private int Show(SessionsResetResult result)
        {
            Context.Out.WriteLine($"{Escaping.Line(result.Session)} starts afresh");
            return ExitCode.Ok;
        }
    }
}
