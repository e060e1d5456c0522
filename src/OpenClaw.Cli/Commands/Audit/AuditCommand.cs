using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Cli.Commands.Audit;

/// <summary><c>openclaw audit</c>: what happened, and whether the record of it is whole.</summary>
internal sealed class AuditCommand : CommandBase
{
    public AuditCommand(CommandContext context)
        : base(
            context,
            "audit",
            "Show what happened: messages, verdicts, approvals, effects, deliveries, reloads, starts. No words that were said are in it.",
            "openclaw audit --since 24h --kind effect",
            "openclaw audit --session main -n 200 --json",
            "openclaw audit verify"
        )
    {
        var since = Value<string?>(
            "--since",
            "T",
            "Nothing older: 90m, 24h, 7d, or 2026-01-31, or 2026-01-31T18:00; by agent.timezone, where no zone is given (2026-01-31T18:00Z)"
        );
        var kind = Value<string?>("--kind", "K", $"One kind: {string.Join(", ", AuditKinds.All)}");
        var session = Value<string?>("--session", "S", "One session", SessionNames());
        var limit = Value<int?>("--limit -n", "N", "How many of the newest (50, at most 1000)");
        kind.CompletionSources.Add([.. AuditKinds.All]);
        since.Validators.Add(result =>
        {
            if (result.GetValue(since) is { } text && Since(text) is (null, null))
            {
                result.AddError($"\"{text}\" is no time; write 90m, 24h, 7d, 2026-01-31 or 2026-01-31T18:00Z");
            }
        });
        SetAction(parse =>
        {
            var (at, local) = Since(parse.GetValue(since));
            var parameters = new AuditListParams(at, local, parse.GetValue(kind), parse.GetValue(session), parse.GetValue(limit));
            return Ask(parse, AuditApi.List, parameters, Show);
        });

        var verify = Verb(
            "verify",
            "Check that no row was changed, taken out or cut off. Names the first that was.",
            "openclaw audit verify",
            "openclaw audit verify --head 1234:9f86d081884c7d65...   # an end that you noted earlier, from `status` or a day's log line",
            "openclaw audit verify --file /backup/openclaw.backup    # a copy, or the state.db of a gateway that is stopped"
        );
        var head = verify.Value<string?>("--head", "COUNT:HASH", "An end of the audit that was noted earlier; it must still be there");
        var file = verify.Value<string?>("--file", "FILE", "Look at this file instead of asking the gateway");
        verify.SetAction(parse =>
            parse.GetValue(file) is { } path
                ? Print(parse, Walk(path, parse.GetValue(head)), AuditApi.Verify.Result, ShowVerdict, CodeOf)
                : Ask(parse, AuditApi.Verify, new AuditVerifyParams(parse.GetValue(head)), ShowVerdict, CodeOf)
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

    private void Show(AuditListResult result)
    {
        if (result.Rows.Count == 0)
        {
            Context.Out.WriteLine("nothing of that kind is in the audit");
            return;
        }

        Columns.Write(
            Context.Out,
            ["ROW", "WHEN", "KIND", "SESSION", "TURN", "WHAT"],
            result.Rows,
            static row => [$"{row.Seq}", WallClock.Show(row.At), row.Kind, row.Session, $"{row.Turn}", AuditText.Body(row.Body)]
        );
    }

    private static int CodeOf(AuditVerifyResult result) => result.Ok ? ExitCode.Ok : ExitCode.Failed;

    private static AuditVerifyResult Walk(string file, string? noted) =>
        AuditVerifyResult.Of(AuditFile.Walk(Path.GetFullPath(file), noted is null ? [] : [AuditApi.PinOf(noted)]));

    private void ShowVerdict(AuditVerifyResult result) =>
        (result.Ok ? Context.Out : Context.Error).WriteLine(
            Escaping.Line($"{(result.Ok ? "" : "openclaw: audit: ")}{AuditText.Verdict(result)}")
        );
}
