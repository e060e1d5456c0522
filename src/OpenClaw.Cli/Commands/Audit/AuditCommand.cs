using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Config.Reading;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Cli.Commands.Audit;

/// <summary><c>openclaw audit</c>: what happened, and whether the record of it is whole.</summary>
internal sealed class AuditCommand : GatewayCommand
{
    public AuditCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "audit",
            "Show what happened: messages, verdicts, approvals, effects, deliveries, reloads, starts. No words that were said are in it.",
            "openclaw audit --since 24h --kind effect",
            "openclaw audit --session main -n 200 --json",
            "openclaw audit verify"
        )
    {
        var since = new Option<string?>("--since")
        {
            Description =
                "Nothing older: 90m, 24h, 7d, or 2026-01-31, or 2026-01-31T18:00; by agent.timezone, where no zone is given (2026-01-31T18:00Z)",
            HelpName = "T",
        };
        var kind = new Option<string?>("--kind") { Description = $"One kind: {string.Join(", ", AuditKinds.All)}", HelpName = "K" };
        var session = new Option<string?>("--session") { Description = "One session", HelpName = "S" };
        var limit = new Option<int?>("--limit", "-n") { Description = "How many of the newest (50, at most 1000)", HelpName = "N" };
        session.CompletionSources.Add(SessionArgument.Completions(context, common));
        kind.CompletionSources.Add([.. AuditKinds.All]);
        since.Validators.Add(result =>
        {
            if (result.GetValue(since) is { } text && Since(text) is (null, null))
            {
                result.AddError($"\"{text}\" is no time; write 90m, 24h, 7d, 2026-01-31 or 2026-01-31T18:00Z");
            }
        });
        Options.Add(since);
        Options.Add(kind);
        Options.Add(session);
        Options.Add(limit);
        Subcommands.Add(new VerifyCommand(context, common));
        SetAction(parse =>
            Ask(
                parse,
                AuditApi.List,
                new AuditListParams
                {
                    Since = Since(parse.GetValue(since)).At,
                    SinceLocal = Since(parse.GetValue(since)).Local,
                    Kind = parse.GetValue(kind),
                    Session = parse.GetValue(session),
                    Limit = parse.GetValue(limit),
                },
                Show
            )
        );
    }

    /// <summary>A moment, or a time by the agent's clock, which the gateway knows; neither when it is none.</summary>
    private (DateTimeOffset? At, DateTime? Local) Since(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }
        if (Durations.TryParse(text, out var ago))
        {
            return (Context.Time.GetUtcNow() - ago, null);
        }
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var told))
        {
            return (null, null);
        }
        return told.Kind == DateTimeKind.Unspecified ? (null, told) : (new DateTimeOffset(told), null);
    }

    private int Show(AuditListResult result)
    {
        if (result.Rows.Count == 0)
        {
            Context.Out.WriteLine("nothing of that kind is in the audit");
            return ExitCode.Ok;
        }

        Columns.Write(
            Context.Out,
            ["ROW", "WHEN", "KIND", "SESSION", "TURN", "WHAT"],
            result.Rows.Select(static row =>
                new[] { $"{row.Seq}", WallClock.Show(row.At), row.Kind, row.Session, $"{row.Turn}", AuditText.Body(row.Body) }
            )
        );
        return ExitCode.Ok;
    }

    /// <summary><c>openclaw audit verify</c>.</summary>
    private sealed class VerifyCommand : GatewayCommand
    {
        public VerifyCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "verify",
                "Check that no row was changed, taken out or cut off. Names the first that was.",
                "openclaw audit verify",
                "openclaw audit verify --head 1234:9f86d081884c7d65...   # an end that you noted earlier, from `status` or a day's log line",
                "openclaw audit verify --file /backup/openclaw.backup    # a copy, or the state.db of a gateway that is stopped"
            )
        {
            var head = new Option<string?>("--head")
            {
                Description = "An end of the audit that was noted earlier; it must still be there",
                HelpName = "COUNT:HASH",
            };
            var file = new Option<string?>("--file") { Description = "Look at this file instead of asking the gateway", HelpName = "FILE" };
            Options.Add(head);
            Options.Add(file);
            SetAction(parse =>
                parse.GetValue(file) is { } path
                    ? Report(parse, Walk(path, parse.GetValue(head)))
                    : Ask(parse, AuditApi.Verify, new AuditVerifyParams { Head = parse.GetValue(head) }, Show)
            );
        }

        protected override int JsonCode(object result) => ((AuditVerifyResult)result).Ok ? ExitCode.Ok : ExitCode.Failed;

        private static AuditVerifyResult Walk(string file, string? noted)
        {
            AuditPin[] pins = noted is null
                ? []
                :
                [
                    new AuditPin(
                        AuditHead.TryParse(noted, out var head)
                            ? head
                            : throw ControlException.InvalidParams(AuditVerifyResult.BadHead(noted)),
                        "--head"
                    ),
                ];
            return AuditVerifyResult.Of(AuditFile.Walk(Path.GetFullPath(file), pins));
        }

        private int Report(ParseResult parse, AuditVerifyResult result)
        {
            if (!parse.GetValue(Common.Json))
            {
                return Show(result);
            }
            Context.Out.WriteLine(JsonSerializer.Serialize(result, AuditApi.Verify.Result));
            return JsonCode(result);
        }

        private int Show(AuditVerifyResult result)
        {
            (result.Ok ? Context.Out : Context.Error).WriteLine(
                Escaping.Line($"{(result.Ok ? "" : "openclaw: audit: ")}{AuditText.Verdict(result)}")
            );
            return JsonCode(result);
        }
    }
}
