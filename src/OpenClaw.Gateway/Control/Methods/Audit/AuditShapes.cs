using OpenClaw.Control.Protocol;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Control.Methods;

/// <summary>What was found about the audit as the wire has it.</summary>
internal static class AuditShapes
{
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

    public static string BadHead(string text) =>
        $"\"{text}\" is no end of the audit; write COUNT:HASH with the 64 digits that `openclaw status` prints";
}
