using OpenClaw.Config.Reading;
using OpenClaw.Config.Rules;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Loading;

/// <summary>Text in, <see cref="GatewayConfig"/> out. The one way that <c>check</c>, <c>run</c> and <c>reload</c> all take.</summary>
internal static class ConfigLoader
{
    /// <summary>Finds, reads and checks the configuration. Opens nothing but files, and throws for nothing that is in them.</summary>
    public static ConfigResult Load(ConfigRequest request)
    {
        var diagnostics = new DiagnosticBag();
        var (path, problem) = ConfigLocator.Locate(request);
        if (path is null)
        {
            diagnostics.Error(null, problem!);
            return new ConfigResult(null, diagnostics.Sorted(), null);
        }

        var files = new IncludeReader(request, diagnostics);
        files.Read(path);
        foreach (var file in files.Files)
        {
            WarnIfWritable(file, diagnostics);
        }
        return Bind(request, diagnostics, files, FilePaths.Show(path, request.Directory)).Result;
    }

    /// <summary>The same for a text that is in memory, such as the embedded one of the demo. Its includes are relative to
    /// <see cref="ConfigRequest.Directory"/>.</summary>
    public static ConfigResult LoadText(string text, string name, ConfigRequest request) => BindText(text, name, request).Result;

    internal static (ConfigResult Result, BindContext? Context) BindText(string text, string name, ConfigRequest request)
    {
        var diagnostics = new DiagnosticBag();
        var files = new IncludeReader(request, diagnostics);
        var path = Path.Combine(request.Directory, name);
        files.Add(TomlDocument.Parse(text, name), path, path);
        return Bind(request, diagnostics, files, name);
    }

    private static (ConfigResult Result, BindContext? Context) Bind(
        ConfigRequest request,
        DiagnosticBag diagnostics,
        IncludeReader files,
        string name
    )
    {
        // With a file missing or a line unreadable, what the binders would say about the rest is guesswork.
        if (diagnostics.HasErrors || files.Documents.Count == 0)
        {
            return (new ConfigResult(null, diagnostics.Sorted(), name), null);
        }

        var root = TableMerge.Merge(files.Documents, diagnostics);
        if (root.Count == 0)
        {
            diagnostics.FileError(
                name,
                "the configuration is empty. A model at least is needed; to start from one that works: openclaw example > openclaw.toml"
            );
            return (new ConfigResult(null, diagnostics.Sorted(), name), null);
        }

        var context = new BindContext(request, diagnostics, files.Directories);
        var config = GatewayBinder.Bind(context, root, files.Files, files.Patterns) with { Sha256 = HashOf(files.Documents) };
        // A rule between settings assumes settings that are right one by one.
        if (!diagnostics.HasErrors)
        {
            RuleTable.Check(config, context);
        }
        return (new ConfigResult(diagnostics.HasErrors ? null : config, diagnostics.Sorted(), name), context);
    }

    /// <summary>Whoever writes the configuration writes the law, and by default that is one user.</summary>
    private static void WarnIfWritable(string file, DiagnosticBag diagnostics)
    {
        try
        {
            if ((File.GetUnixFileMode(file) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                diagnostics.Warning(null, $"{file} can be changed by other users; run: chmod go-w {file}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that is not there is told by whoever reads it.
        }
    }

    // Of what was read and not of the files as they are now: somebody may be editing them.
    private static string HashOf(IEnumerable<TomlDocument> documents) =>
        Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(string.Concat(documents.Select(static d => d.Source.Text)))));
}
