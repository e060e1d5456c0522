using System.Text.Json.Nodes;
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

    /// <summary>Gives <c>{"ok":..,"file":..,"errors":n,"warnings":n,"diagnostics":[..]}</c>.</summary>
    public static JsonObject Json(ConfigResult result) =>
        new()
        {
            ["ok"] = result.Config is not null,
            ["file"] = result.File,
            ["errors"] = result.Diagnostics.Count(static d => d.IsError),
            ["warnings"] = result.Diagnostics.Count(static d => !d.IsError),
            ["diagnostics"] = new JsonArray([.. result.Diagnostics.Select(Json)]),
        };

    private static JsonObject Json(ConfigDiagnostic diagnostic)
    {
        var json = new JsonObject { ["severity"] = diagnostic.IsError ? "error" : "warning", ["message"] = diagnostic.Message };
        if (diagnostic.Span is { } span)
        {
            json["file"] = span.File;
            if (span.Line > 0)
            {
                (json["line"], json["column"], json["length"]) = (span.Line, span.Column, span.Length);
            }
        }
        if (diagnostic.Excerpt is { } excerpt)
        {
            json["source"] = excerpt.Text;
        }
        return json;
    }
}
