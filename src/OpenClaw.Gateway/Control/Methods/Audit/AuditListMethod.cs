using System.Text.Json;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Control.Methods;

/// <summary><c>audit.list</c>: the newest rows that fit.</summary>
internal sealed class AuditListMethod(Store store, Current<GatewayConfig> config, PeerRights rights)
    : ControlMethod<AuditListParams, AuditListResult>(ControlCalls.AuditList)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;

    // A day off the ends, which no zone moves out of what a date can be.
    private static readonly long s_first = DateTimeOffset.MinValue.AddDays(1).ToUnixTimeMilliseconds();
    private static readonly long s_last = DateTimeOffset.MaxValue.AddDays(-1).ToUnixTimeMilliseconds();

    protected override async Task<AuditListResult> InvokeAsync(AuditListParams parameters, ControlPeer peer, CancellationToken ct)
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
            parameters.Session is null ? null : SessionNames.Key(peer, parameters.Session).Value,
            Math.Clamp(parameters.Limit ?? DefaultLimit, 1, LargestLimit)
        );
        return new AuditListResult([
            .. (await store.ReadApartAsync(c => AuditTable.Newest(c, filter))).Select(row => Shape(row, config.Value.Agent)),
        ]);
    }

    private DateTimeOffset? Local(DateTime? wall) =>
        wall is { } at && DateTime.SpecifyKind(at, DateTimeKind.Unspecified) is var told
            ? new DateTimeOffset(told, config.Value.Agent.TimeZone.GetUtcOffset(told))
            : null;

    private static AuditRowInfo Shape(AuditRow row, AgentConfig agent)
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

    /// <summary>A row that somebody scribbled on is shown as it is; whether it is right is another question.</summary>
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
