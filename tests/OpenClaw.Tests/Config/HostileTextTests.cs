using System.Globalization;
using System.Text.Json;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Config.Loading;

namespace OpenClaw.Tests.Config;

/// <summary>What a file quotes itself into moves no terminal: every diagnostic is fit to be printed, and its JSON is JSON.</summary>
public sealed class HostileTextTests : IDisposable
{
    private static readonly string[] s_marks =
    [
        "\u001b[2J\u001b[31m",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u0007",
        "\u009b1m",
        "\u2028",
        "\u2029",
        "\u0085",
        "\ufeff",
        "\u00ad",
    ];

    private static readonly string[] s_texts =
    [
        "[models.small]\nprovider = \"MARK\"\n",
        "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[chains.default]\nmodels = [\"MARK\"]\n",
        "[models.\"MARK\"]\nprovider = \"ollama\"\n",
        "\"MARK\" = 1\n",
        "[agent]\nowners = [\"MARK\"]\ntimezone = \"MARK\"\n\"MARK\" = \"MARK\"\n",
        "[agent]\nworkspace = 3 # MARK\n",
        "[[policies.p.rules]]\nname = \"MARK\"\ncommands = [\"MARK **\"]\naction = \"MARK\"\n",
        "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[[policies.guarded.rules]]\nname = \"MARK\"\ncommands = [\"MARK **\", \"**\"]\npaths = [\"/MARK\"]\naction = \"allow\"\n",
        "[[sessions]]\nkey = \"{MARK}\"\nmatch = { channel = \"MARK\", sender = [\"MARK\"] }\n",
        "[[cron]]\nname = \"MARK\"\nschedule = \"MARK\"\nprompt = \"x\"\ndeliver = \"MARK\"\n",
        "include = [\"MARK.toml\"]\nx = MARK\n",
        "a = \"MARK\n",
        "MARK",
    ];

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Diagnostics_OfHostileContent_AreFitToBePrinted()
    {
        foreach (var text in s_texts)
        {
            foreach (var mark in s_marks)
            {
                foreach (var written in new[] { mark, string.Concat(mark.Select(c => $"\\u{(int)c:X4}")) })
                {
                    _folder.With("openclaw.toml", text.Replace("MARK", "a" + written + "b"));
                    var result = _folder.Load();

                    Assert.NotEmpty(result.Diagnostics);
                    AssertShown(result.DiagnosticsText(), text);
                    Assert.All(result.Diagnostics, d => AssertShown(d.WithoutSeverity(), text));
                    AssertJson(result);
                }
            }
        }
    }

    [Fact]
    public void Diagnostics_OfHostileFileNames_AreFitToBePrinted()
    {
        foreach (var mark in s_marks)
        {
            var file = $"a{mark}b.toml";
            _folder.With(file, "[models.small]\nprovider = \"x\"\n").With("main.toml", $"include = [\"a*.toml\"]\n[log]\nlevel = 3\n");

            foreach (
                var result in new[] { _folder.Load(file: file), _folder.Load(file: "main.toml"), _folder.Load(file: $"no{mark}.toml") }
            )
            {
                Assert.NotEmpty(result.Diagnostics);
                AssertShown(result.DiagnosticsText(), file);
                AssertJson(result);
            }

            File.Delete(Path.Combine(_folder.Path, file));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_OfAFileWithAHostileName_PrintsNothingThatMovesATerminal(bool json)
    {
        var file = Path.Combine(_folder.Path, "a\u001b[2J\u202eb.toml");
        _folder.With(file, "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[agent]\nowners = [\"webchat:\u202epi\"]\n");
        var (output, error) = (new StringWriter(), new StringWriter());
        var context = new CommandContext { Out = output, Error = error };

        var code = await CommandTable.RunAsync(json ? ["check", file, "--json"] : ["check", file], context);

        Assert.Equal(0, code);
        Assert.NotEqual("", output.ToString());
        AssertShown(output.ToString(), "out");
        AssertShown(error.ToString(), "error");
        if (json)
        {
            Assert.Equal(file, JsonDocument.Parse(output.ToString()).RootElement.GetProperty("file").GetString());
        }
    }

    private static void AssertJson(ConfigResult result)
    {
        using var read = JsonDocument.Parse(ConfigDiagnosticWriter.Json(result).ToJsonString());
        Assert.Equal(result.Diagnostics.Count, read.RootElement.GetProperty("diagnostics").GetArrayLength());
    }

    private static void AssertShown(string text, string where)
    {
        var bad = text.EnumerateRunes()
            .FirstOrDefault(r =>
                r.Value != '\n'
                && System.Text.Rune.GetUnicodeCategory(r)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
            );
        Assert.True(bad == default || bad.Value == '\n', $"U+{bad.Value:X4} is printed for {where}");
    }
}
