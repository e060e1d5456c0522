using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Loading;

/// <summary>The configuration, or why there is none. With a configuration the diagnostics are warnings only.</summary>
/// <param name="File">The file that was read, as messages call it; null when none was found.</param>
internal sealed record ConfigResult(GatewayConfig? Config, IReadOnlyList<ConfigDiagnostic> Diagnostics, string? File)
{
    /// <summary>What <c>check</c> prints to stderr; empty when there is nothing to say.</summary>
    public string DiagnosticsText()
    {
        var text = new StringWriter { NewLine = "\n" };
        ConfigDiagnosticWriter.WriteText(text, Diagnostics);
        return text.ToString();
    }
}
