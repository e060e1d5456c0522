namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>An end of the chain that somebody noted elsewhere.</summary>
/// <param name="Source">Who, as the report names him: <c>--head</c>, <c>the log of 2026-01-05 08:00</c>.</param>
internal sealed record AuditPin(AuditHead Head, string Source);
