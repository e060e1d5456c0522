using System.Text.Json;
using OpenClaw.Config.Reading;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Storage;
using OpenClaw.Storage.Audit;

namespace OpenClaw.Control.Methods;

/// <summary><c>audit.list</c>: the newest rows that fit.</summary>
internal sealed class AuditListMethod(Store store, PeerRights rights) : ControlMethod<AuditListParams, AuditListResult>(ControlCalls.AuditList)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;

    protected override async Task<AuditListResult> InvokeAsync(AuditListParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "read the audit");
        if (parameters.Kind is { } kind && !AuditKinds.All.Contains(kind))
        {
            throw ControlException.InvalidParams($"no kind \"{kind}\" in the audit.{NearestName.Suggestion(kind, AuditKinds.All)} There is: {string.Join(", ", AuditKinds.All)}");
        }

        var filter = new AuditFilter(
            parameters.Since, parameters.Kind, parameters.Session is null ? null : SessionNames.Key(peer, parameters.Session).Value,
            Math.Clamp(parameters.Limit ?? DefaultLimit, 1, LargestLimit));
        return new AuditListResult([.. (await store.ReadApartAsync(c => AuditTable.Newest(c, filter))).Select(Shape)]);
    }

    private static AuditRowInfo Shape(AuditRow row)
    {
        using var body = BodyOf(row);
        return new AuditRowInfo
        {
            Seq = row.Seq,
            At = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(row.At, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())),
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
