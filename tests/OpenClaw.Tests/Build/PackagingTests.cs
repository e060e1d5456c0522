using System.Text.Json;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Packaging;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Build;

/// <summary>What of a release is made from the program itself.</summary>
public sealed class PackagingTests : IDisposable
{
    private const string Assets = """
        {
          "targets": {
            "net10.0": { "Unseen/1.0.0": { "type": "package", "runtime": { "lib/Unseen.dll": {} } } },
            "net10.0/linux-x64": {
              "Library/1.2.3": { "type": "package", "runtime": { "lib/Library.dll": {} } },
              "Analyzer/4.0.0": { "type": "package" },
              "OpenClaw.Gateway/0.1.0": { "type": "project", "runtime": { "bin/OpenClaw.Gateway.dll": {} } }
            }
          },
          "libraries": { "Library/1.2.3": { "sha512": "AAEC" } },
          "project": { "frameworks": { "net10.0": { "downloadDependencies": [
            { "name": "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64", "version": "[10.0.12, 10.0.12]" },
            { "name": "runtime.linux-x64.Microsoft.DotNet.ILCompiler", "version": "[10.0.12, 10.0.12]" }
          ] } } }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Manual_HasAPageForEachCommand_AndEachOptionOfIt()
    {
        Assert.Equal(0, ManPages.Write(_folder.Path, "1.2.3", "2026-11-30"));

        var root = CommandTable.Build(new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null });
        foreach (var command in root.Subcommands.Where(static command => !command.Hidden))
        {
            var page = File.ReadAllText(_folder.File("man1", $"openclaw-{command.Name}.1"));
            Assert.Matches(@"(?s)^\.TH ""OPENCLAW[^\n]*"" 1 2026-11-30 ""openclaw 1\.2\.3"".*\n\.SH NAME\nopenclaw\\-\S+ \\- \S", page);
            Assert.All(
                command.Options.Where(static option => !option.Hidden),
                option => Assert.Contains(option.Name.Replace("-", @"\-", StringComparison.Ordinal), page)
            );
            Assert.Contains($@".BR openclaw\-{command.Name} (1)", File.ReadAllText(_folder.File("man1", "openclaw.1")));
        }
        // Text that begins with a dot or a quote would be an order to the formatter and not shown.
        Assert.All(
            File.ReadLines(_folder.File("man5", "openclaw.toml.5")).Where(static line => line is ['.' or '\'', ..]),
            line => Assert.Matches(@"^\.(TH|SH|PP|nf|fi|BR)", line)
        );
    }

    [Fact]
    public async Task Completions_LieWhereShellsLook()
    {
        Assert.Equal(0, await Completions.WriteAsync(_folder.Path));

        Assert.Contains(
            "complete -o default -F _openclaw openclaw",
            File.ReadAllText(_folder.File("bash-completion/completions/openclaw"))
        );
        Assert.StartsWith("#compdef openclaw", File.ReadAllText(_folder.File("zsh/vendor-completions/_openclaw")));
        Assert.Contains("complete -c openclaw", File.ReadAllText(_folder.File("fish/vendor_completions.d/openclaw.fish")));
    }

    [Fact]
    public void Bill_NamesPackagesRuntimeAndArchives()
    {
        var bill = Bill(
            "/root/usr/lib/libsqlite3.a(sqlite3.o):(.text)\n/nuget/microsoft.netcore.app.runtime.nativeaot.linux-x64/libbrotlidec.a(decode.o)"
        );

        Assert.Equal(
            [
                "libc6 2.34",
                "Library 1.2.3",
                "libsqlite3-dev 3.40.1-2+deb12u2",
                "libssl3 3.0",
                "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64 10.0.12",
            ],
            bill.Select(static part => $"{part.GetProperty("name")} {part.GetProperty("version")}").Order(StringComparer.OrdinalIgnoreCase)
        );
        Assert.Equal("000102", Named(bill, "Library").GetProperty("hashes")[0].GetProperty("content").GetString());
        Assert.Equal(
            "libbrotlidec.a",
            Named(bill, "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64").GetProperty("properties")[0].GetProperty("value").GetString()
        );
        Assert.Equal("excluded", Named(bill, "libc6").GetProperty("scope").GetString());
    }

    [Fact]
    public void Bill_WithAnArchiveThatNothingNames_IsRefused() =>
        Assert.Equal(1, Write("/root/usr/lib/libsqlite3.a(sqlite3.o)\n/root/usr/lib/libstranger.a(stranger.o)"));

    [Fact]
    public void Bill_OfAMapThatNamesNoArchive_IsRefused() => Assert.Throws<InvalidDataException>(() => Write("LOAD crt1.o"));

    private static JsonElement Named(JsonElement[] bill, string name) => bill.Single(part => part.GetProperty("name").GetString() == name);

    private JsonElement[] Bill(string map)
    {
        Assert.Equal(0, Write(map));
        return [.. JsonDocument.Parse(File.ReadAllBytes(_folder.File("bom.json"))).RootElement.GetProperty("components").EnumerateArray()];
    }

    private int Write(string map) =>
        BillOfMaterials.Write(
            _folder.Write("assets.json", Assets),
            _folder.Write("map", map),
            _folder.Write("system", "libsqlite3.a libsqlite3-dev 3.40.1-2+deb12u2\n"),
            "0.1.0",
            _folder.File("bom.json")
        );
}
