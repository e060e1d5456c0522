using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Logging;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Control.Methods;

/// <summary><c>audit.verify</c>: walks along the whole chain, on a connection and a thread of its own, and holds it against what the log
/// and the gateway's memory say of its end.</summary>
internal sealed class AuditVerifyMethod(Store store, LogHub? logs, PeerRights rights)
    : ControlMethod<AuditVerifyParams, AuditVerifyResult>(ControlCalls.AuditVerify)
{
    private const int MostNotes = 1000;

    protected override async Task<AuditVerifyResult> InvokeAsync(AuditVerifyParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "verify the audit");
        var pins = new List<AuditPin>();
        if (parameters.Head is { } text)
        {
            pins.Add(
                AuditHead.TryParse(text, out var head)
                    ? new AuditPin(head, "--head")
                    : throw ControlException.InvalidParams(AuditShapes.BadHead(text))
            );
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
        // A chain that is whole says what happened; a row that says otherwise was written by somebody else.
        return AuditShapes.Of(report) is { Ok: true } whole && contradiction is not null
            ? whole with
            {
                Ok = false,
                Problem = contradiction,
            }
            : AuditShapes.Of(report);
    }
}
