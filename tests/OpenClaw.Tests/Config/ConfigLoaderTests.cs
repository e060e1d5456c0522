using System.Text;
using System.Text.Json;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;

namespace OpenClaw.Tests.Config;

public sealed class ConfigLoaderTests : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_NoFileAnywhere_SaysWhereItLooked() =>
        Assert.Equal(
            "error: there is no configuration. Looked for /folder/openclaw.toml, /folder/home/.config/openclaw/openclaw.toml, /folder/etc/openclaw.toml. "
                + "To write one: openclaw init\n",
            _folder.Said()
        );

    [Fact]
    public void Load_SeveralPlaces_TheNearestWins()
    {
        _folder.With("etc/openclaw.toml", Model);
        Assert.EndsWith("etc/openclaw.toml", _folder.Load().Config!.Files[0]);

        _folder.With("home/.config/openclaw/openclaw.toml", Model);
        Assert.EndsWith("home/.config/openclaw/openclaw.toml", _folder.Load().Config!.Files[0]);

        _folder.With("xdg/openclaw/openclaw.toml", Model).WithVariable("XDG_CONFIG_HOME", Path.Combine(_folder.Path, "xdg"));
        Assert.EndsWith("xdg/openclaw/openclaw.toml", _folder.Load().Config!.Files[0]);

        _folder.With("openclaw.toml", Model);
        Assert.Equal(Path.Combine(_folder.Path, "openclaw.toml"), _folder.Load().Config!.Files[0]);

        _folder.With("other.toml", Model).WithVariable("OPENCLAW_CONFIG", "other.toml");
        Assert.EndsWith("other.toml", _folder.Load().Config!.Files[0]);

        _folder.With("named.toml", Model);
        Assert.EndsWith("named.toml", _folder.Load(file: "named.toml").Config!.Files[0]);
    }

    [Fact]
    public void Load_NamedFileIsMissing_DoesNotFallBackToAnother()
    {
        _folder.With("openclaw.toml", Model);
        Assert.Equal(
            "gone.toml: error: the configuration does not exist; to write one: openclaw example > gone.toml\n",
            _folder.Said(file: "gone.toml")
        );
    }

    [Fact]
    public void Load_Folder_IsRefused()
    {
        _folder.With("d/x", "");
        Assert.Equal("d: error: the configuration is a folder; name the file in it, d/openclaw.toml\n", _folder.Said(file: "d"));
    }

    [Fact]
    public void Load_Unreadable_NamesTheUser()
    {
        _folder.With("openclaw.toml", Model);
        File.SetUnixFileMode(Path.Combine(_folder.Path, "openclaw.toml"), UnixFileMode.None);
        Assert.SkipWhen(Environment.UserName == "root", "root reads every file");
        Assert.Equal(
            $"openclaw.toml: error: the configuration cannot be read by {Environment.UserName}; check its owner and mode (ls -l /folder/openclaw.toml)\n",
            _folder.Said()
        );
    }

    [Fact]
    public void Load_TenMegabytes_IsRefusedBeforeItIsParsed()
    {
        _folder.With("openclaw.toml", new string('#', 10_000_000));
        Assert.Equal(
            "openclaw.toml: error: the configuration is larger than 1MB, the most a configuration file may have; is it the right file?\n",
            _folder.Said()
        );
    }

    [Fact]
    public void Load_NotUtf8_NamesTheByte()
    {
        File.WriteAllBytes(
            Path.Combine(_folder.Path, "openclaw.toml"),
            [.. Encoding.UTF8.GetBytes("[agent]\nname = \"Cl"), 0xE4, .. "w\""u8]
        );
        Assert.StartsWith("openclaw.toml:2:11: error: byte 0xe4 is not valid UTF-8 here; save the file as UTF-8\n", _folder.Said());
    }

    [Fact]
    public void Include_Pattern_MergesTablesAndAppendsArraysInTheOrderOfNames()
    {
        _folder
            .With("conf.d/20.toml", "[[sessions]]\nname = \"second\"\n[models.small]\ncontext = 4096\n")
            .With("conf.d/10.toml", "[[sessions]]\nname = \"first\"\n[agent]\nname = \"Other\"\n")
            .With("conf.d/.hidden.toml", "nonsense")
            .With("conf.d/readme.md", "nonsense")
            .With("openclaw.toml", "include = [\"conf.d/*.toml\"]\n" + Model + "[[sessions]]\nname = \"zero\"\nmatch = { chat = \"1\" }\n");

        var config = _folder.Load().Config!;

        Assert.Equal(["zero", "first", "second"], config.Sessions.Select(s => s.Name));
        Assert.Equal((4096, "m", "Other"), (config.Models["small"].Context, config.Models["small"].Model, config.Agent.Name));
        Assert.Equal("conf.d/10.toml:1", config.Sessions[1].Span.ToString());
        Assert.Equal(["openclaw.toml", "10.toml", "20.toml"], config.Files.Select(Path.GetFileName));
        Assert.Equal([new IncludePattern(Path.Combine(_folder.Path, "conf.d"), "*.toml")], config.Includes);
    }

    [Fact]
    public void Include_NoMatch_IsFine() => _folder.Config("include = \"conf.d/*.toml\"\n" + Model);

    [Fact]
    public void Include_SameValueTwice_NamesBothPlaces()
    {
        _folder
            .With("a.toml", "[agent]\nname = \"B\"\n")
            .With("openclaw.toml", "include = [\"a.toml\"]\n" + Model + "[agent]\nname = \"A\"\n");
        Assert.Equal("a.toml:2:1: error: agent.name is set twice: here and at openclaw.toml:6:1\n  name = \"B\"\n  ^^^^\n", _folder.Said());
    }

    [Fact]
    public void Include_Circle_IsShownWhole()
    {
        _folder.With("openclaw.toml", "include = [\"d/a.toml\"]\n" + Model).With("d/a.toml", "include = [\"../openclaw.toml\"]\n");
        Assert.Equal(
            "d/a.toml:1:12: error: include goes in a circle: openclaw.toml -> d/a.toml -> openclaw.toml\n  include = [\"../openclaw.toml\"]\n             ^^^^^^^^^^^^^^^^^^\n",
            _folder.Said()
        );
    }

    [Fact]
    public void Include_CircleThroughASymbolicLink_IsFound()
    {
        _folder.With("openclaw.toml", "include = [\"link.toml\"]\n" + Model);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.toml"), Path.Combine(_folder.Path, "openclaw.toml"));
        Assert.Contains("include goes in a circle", _folder.Said());
    }

    [Fact]
    public void Include_MissingOrTwiceOrBroken_PointsAtTheLine()
    {
        _folder
            .With("a.toml", "x = \n")
            .With("openclaw.toml", "include = [\"gone.toml\", \"a.toml\", \"./a.toml\", 3, \"**/x\"]\n" + Model);
        Assert.Equal(
            """
            openclaw.toml:1:12: error: include: gone.toml does not exist
            openclaw.toml:1:35: error: include names a.toml a second time; it is already included at openclaw.toml:1:25
            openclaw.toml:1:47: error: include must be a list of file names, for example: include = ["conf.d/*.toml"]
            openclaw.toml:1:50: error: include knows * and ? inside one name, and no **
            a.toml:1:5: error: a value is missing here
            """.Split('\n'),
            _folder.Said().Split('\n').Where(line => line.Contains("error"))
        );
    }

    [Fact]
    public void RelativePath_StartsAtItsOwnFile()
    {
        _folder
            .With("conf.d/m.toml", "[models.s]\nprovider = \"scripted\"\nscript = \"s.json\"\n")
            .With("openclaw.toml", "include = [\"conf.d/m.toml\"]\n[agent]\nworkspace = \"~/w\"\ninstructions = []\n");

        var config = _folder.Load().Config!;

        Assert.Equal(Path.Combine(_folder.Path, "conf.d", "s.json"), config.Models["s"].Script);
        Assert.Equal(Path.Combine(_folder.Home, "w"), config.Agent.Workspace);
    }

    [Fact]
    public void SymbolicLink_BothNamesAreFilesOfTheConfiguration()
    {
        _folder.With("real.toml", Model);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "openclaw.toml"), Path.Combine(_folder.Path, "real.toml"));

        Assert.Equal(["openclaw.toml", "real.toml"], _folder.Load().Config!.Files.Select(Path.GetFileName));
    }

    [Fact]
    public void Json_CarriesPlacesAndCounts()
    {
        var result = _folder.With("openclaw.toml", Model + "contxt = 1\n").Load();
        Assert.Equal(
            """{"ok":false,"file":"openclaw.toml","errors":1,"warnings":0,"diagnostics":[{"severity":"error","message":"unknown key \u0022contxt\u0022 in models.small. Did you mean \u0022context\u0022?","file":"openclaw.toml","line":4,"column":1,"length":6,"source":"contxt = 1"}]}""",
            ConfigDiagnosticWriter.Json(result).ToJsonString()
        );
    }

    [Fact]
    public void LoadText_Embedded_NeedsNoFile()
    {
        var result = ConfigLoader.LoadText(Model, "(demo)", _folder.Request);
        Assert.Equal("(demo):1", result.Config!.Models["small"].Span.ToString());
    }

    [Fact]
    public void Load_ThousandsOfMistakes_AreCutToAHundred()
    {
        _folder.With("openclaw.toml", Model + string.Concat(Enumerable.Range(0, 5000).Select(i => $"k{i} = 1\n")));

        var result = _folder.Load();

        Assert.Equal(101, result.Diagnostics.Count);
        Assert.Equal("error: 4900 more are not shown", result.Diagnostics[^1].ToString());
    }
}
