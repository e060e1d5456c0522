using OpenClaw.Config.Diagnostics;

namespace OpenClaw.Config.Loading;

/// <summary>Diagnostics for people (as compilers print them) and for editors and CI (JSON).</summary>
internal static class ConfigDiagnosticWriter
{
    public static void WriteText(TextWriter output, IEnumerable<ConfigDiagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            output.WriteLine(diagnostic.ToString());
            if (diagnostic.Excerpt is not { } excerpt)
            {
                continue;
            }
            output.WriteLine($"  {excerpt.Text}");
            output.WriteLine($"  {new string(' ', excerpt.Caret)}{new string('^', excerpt.Width)}");
        }
    }

    /// <summary>Writes <c>{"ok":..,"file":..,"errors":n,"warnings":n,"diagnostics":[..]}</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, ConfigResult result)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", result.Config is not null);
        json.WriteString("file", result.File);
        json.WriteNumber("errors", result.Diagnostics.Count(d => d.IsError));
        json.WriteNumber("warnings", result.Diagnostics.Count(d => !d.IsError));
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in result.Diagnostics)
        {
            WriteJson(json, diagnostic);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, ConfigDiagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("severity", diagnostic.IsError ? "error" : "warning");
        json.WriteString("message", diagnostic.Message);
        if (diagnostic.Span is { } span)
        {
            json.WriteString("file", span.File);
            if (span.Line > 0)
            {
                json.WriteNumber("line", span.Line);
                json.WriteNumber("column", span.Column);
                json.WriteNumber("length", span.Length);
            }
        }

        if (diagnostic.Excerpt is { } excerpt)
        {
            json.WriteString("source", excerpt.Text);
        }
        json.WriteEndObject();
    }
}
