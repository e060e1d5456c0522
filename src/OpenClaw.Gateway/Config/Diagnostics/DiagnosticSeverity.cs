namespace OpenClaw.Config.Diagnostics;

/// <summary>An error refuses the configuration; a warning is told and lived with.</summary>
internal enum DiagnosticSeverity
{
    Warning,
    Error,
}
