using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Control.Api;

/// <summary>The methods about the audit.</summary>
internal sealed class AuditApi(Store store, LogHub? logs, Current<GatewayConfig> config, PeerRights rights)
{
    public static ControlCall<AuditListParams, AuditListResult> List { get; } = new("audit.list", ControlJson.Get);
    public static ControlCall<AuditVerifyParams, AuditVerifyResult> Verify { get; } = new("audit.verify", ControlJson.Get);

    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;
    private const int MostNotes = 1000;

    // A day off the ends, so that no zone moves it out of what a date can be.
    private static readonly long s_first = DateTimeOffset.MinValue.AddDays(1).ToUnixTimeMilliseconds();
    private static readonly long s_last = DateTimeOffset.MaxValue.AddDays(-1).ToUnixTimeMilliseconds();

    /// <summary>The newest rows that match.</summary>
    public async Task<AuditListResult> ListAsync(AuditListParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "read the audit");
        if (parameters.Kind is { } kind && !AuditKinds.All.Contains(kind))
        {
            throw ControlException.InvalidParams(
                $"no kind \"{kind}\" in the audit.{NearestName.Suggestion(kind, AuditKinds.All)} There is: {string.Join(", ", AuditKinds.All)}"
            );
        }

        var filter = new AuditFilter(
            parameters.Since ?? Local(parameters.SinceLocal),
            parameters.Kind,
            parameters.Session is null ? null : PeerSessions.Key(peer, parameters.Session).Value,
            Math.Clamp(parameters.Limit ?? DefaultLimit, 1, LargestLimit)
        );
        return new AuditListResult([
            .. (await store.ReadApartAsync(c => AuditTable.Newest(c, filter))).Select(row => Of(row, config.Value.Agent)),
        ]);
    }

    /// <summary>Walks along the whole chain, on a connection and a thread of its own, and compares it with what the log and the gateway's
    /// memory say of its end.</summary>
    public async Task<AuditVerifyResult> VerifyAsync(AuditVerifyParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "verify the audit");
        var pins = new List<AuditPin>();
        if (parameters.Head is { } noted)
        {
            pins.Add(PinOf(noted));
        }

        if (logs is not null)
        {
            var lines = await logs.NewestAsync(MostNotes, static line => AuditNote.IsOne(LogRecord.TextOf(line)));
            pins.AddRange(AuditNote.Pins(lines.Select(static line => (LogRecord.TimeOf(line), LogRecord.TextOf(line)))));
        }

        // Before the walk looks: rows that are committed meanwhile come after this end.
        pins.Add(new AuditPin(store.AuditHead, "the gateway's memory"));
        var (report, contradiction) = await store.ReadApartAsync(c =>
            (AuditWalk.Run(AuditTable.All(c), pins), ApprovalEvidence.Contradiction(c))
        );
        // A chain that is whole says what happened; a row of another table that says otherwise was not written by the gateway.
        var result = AuditVerifyResult.Of(report);
        return result.Ok && contradiction is not null ? result with { Ok = false, Problem = contradiction } : result;
    }

    /// <summary>An end of the chain that the caller noted.</summary>
    public static AuditPin PinOf(string noted) =>
        AuditHead.TryParse(noted, out var head)
            ? new AuditPin(head, "--head")
            : throw ControlException.InvalidParams(
                $"\"{noted}\" is no end of the audit; write COUNT:HASH with the 64 digits that `openclaw status` prints"
            );

    private DateTimeOffset? Local(DateTime? wall) =>
        wall is { } at && DateTime.SpecifyKind(at, DateTimeKind.Unspecified) is var told
            ? new DateTimeOffset(told, config.Value.Agent.TimeZone.GetUtcOffset(told))
            : null;

    private static AuditRowInfo Of(AuditRow row, AgentConfig agent)
    {
        using var body = BodyOf(row);
        return new AuditRowInfo
        {
            Seq = row.Seq,
            At = agent.Here(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(row.At, s_first, s_last))),
            Kind = row.Kind,
            Session = row.Session,
            Turn = row.Turn,
            Body = body.RootElement.Clone(),
            Before = Convert.ToHexStringLower(row.Before),
        };
    }

    /// <summary>A row that was tampered with is shown as it is; <c>audit.verify</c> says whether it is right.</summary>
    private static JsonDocument BodyOf(AuditRow row)
    {
        try
        {
            return JsonDocument.Parse(row.Body);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse($"\"{JsonEncodedText.Encode(row.Body)}\"");
        }
    }
}

/// <param name="Since">Nothing older.</param>
/// <param name="SinceLocal">The same by the agent's clock, where the caller named no zone.</param>
/// <param name="Kind"><c>message</c>, <c>verdict</c>, <c>effect</c> ...</param>
/// <param name="Limit">How many of the newest; 50 when absent.</param>
internal sealed record AuditListParams(
    DateTimeOffset? Since = null,
    DateTime? SinceLocal = null,
    string? Kind = null,
    string? Session = null,
    int? Limit = null
);

/// <param name="Rows">Oldest first.</param>
internal sealed record AuditListResult(IReadOnlyList<AuditRowInfo> Rows);

internal sealed record AuditRowInfo
{
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public string? Session { get; init; }
    public long? Turn { get; init; }

    /// <summary>What is particular to the kind.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The hash of the row before, in hex.</summary>
    public required string Before { get; init; }
}

/// <param name="Head">An end of the chain that was noted earlier, <c>COUNT:HASH</c>.</param>
internal sealed record AuditVerifyParams(string? Head = null);

internal sealed record AuditVerifyResult
{
    public required bool Ok { get; init; }

    /// <summary>The oldest row there is; those before it were cut off by retention.</summary>
    public required long First { get; init; }

    /// <summary>The number of the last row looked at.</summary>
    public required long Last { get; init; }

    /// <summary>Its hash.</summary>
    public required string Head { get; init; }

    /// <summary>How many ends noted elsewhere (in the log, by the caller) were found in their places.</summary>
    public required int Noted { get; init; }

    /// <summary>The first row that is not as it was written.</summary>
    public long? BadRow { get; init; }

    public string? Problem { get; init; }

    public static AuditVerifyResult Of(AuditReport report) =>
        new()
        {
            Ok = report.Fault is null,
            First = report.First,
            Last = report.Head.Count,
            Head = report.Head.HashText,
            Noted = report.Pins,
            BadRow = report.Fault?.Seq,
            Problem = report.Fault?.What,
        };
}

/// <summary>Where the audit ends.</summary>
/// <param name="Rows">Ever written.</param>
internal sealed record AuditStatus(long Rows, string Head)
{
    public static AuditStatus Of(AuditHead head) => new(head.Count, head.HashText);
}
