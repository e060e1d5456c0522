using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.Config;

public sealed class ConfigDiffTests : IDisposable
{
    private const string Base = """
        [models.small]
        provider = "ollama"
        model = "m"
        [[sessions]]
        name = "a"
        match = { chat = "1" }
        [[sessions]]
        name = "b"

        """;

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Diff(string before, string after) => ConfigDiff.Between(_folder.Config(before), _folder.Config(after));

    [Fact]
    public void Between_SameText_IsEmpty() => Assert.Empty(Diff(Base, "# moved by a line\n" + Base));

    public static TheoryData<string> Examples =>
        [
            .. Directory
                .GetFiles(Repository.File("examples"), "*.toml", SearchOption.AllDirectories)
                .Append(Repository.File("src/OpenClaw.Gateway/Config/openclaw.example.toml")),
        ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Between_AFileReadTwice_IsEmptyAndNamesEachSettingOnce(string file)
    {
        var text = File.ReadAllText(file).Replace("local_only = true", "local_only = false");
        foreach (var written in (string[])[text, ExampleConfigTests.WithEverythingOnIn(text)])
        {
            var (first, second) = (Bound(written), Bound(written));
            Assert.Empty(ConfigDiff.Between(first, second));
            Assert.Empty(
                first
                    .Settings.GroupBy(static setting => setting.Path)
                    .Where(static same => same.Count() > 1)
                    .Select(static same => same.Key)
            );
        }

        GatewayConfig Bound(string written)
        {
            var result = ConfigLoader.LoadText(written, "openclaw.toml", _folder.Request);
            return result.Config ?? throw new InvalidOperationException(result.DiagnosticsText());
        }
    }

    [Fact]
    public void Between_DeliverSwitchedOff_IsOneChange() =>
        Assert.Equal(
            ["cron[j].deliver: \"local:main\" -> false"],
            Diff(
                Base + "[[cron]]\nname = \"j\"\nevery = \"1h\"\nprompt = \"p\"\ndeliver = \"local:main\"\n",
                Base + "[[cron]]\nname = \"j\"\nevery = \"1h\"\nprompt = \"p\"\ndeliver = false\n"
            )
        );

    [Fact]
    public void Between_ADefaultWrittenOut_IsNoChange() => Assert.Empty(Diff(Base, Base + "[tools]\nresult_limit = \"16KB\"\n"));

    [Fact]
    public void Between_ChangedSettings_AreShownAsTheyAreWritten() =>
        Assert.Equal(
            [
                "agent.owners: [] -> [\"local:pi\"]",
                "models.small.context: 8192 -> 16384",
                "models.small.keep_alive: (not set) -> \"30m\"",
                "sessions[a].reset.daily: (not set) -> \"04:00\"",
            ],
            Diff(
                Base,
                Base.Replace("model = \"m\"", "model = \"m\"\ncontext = 16384\nkeep_alive = \"1800s\"")
                    .Replace("{ chat = \"1\" }", "{ chat = \"1\" }\nreset = { daily = 04:00 }") + "[agent]\nowners = [\"local:pi\"]\n"
            )
        );

    [Fact]
    public void Between_ThingsThatCameAndWent_AreOneLineEach()
    {
        const string policy = "[policies.mine]\ndefault = { \"*\" = \"deny\" }\n[[policies.mine.rules]]\nname = \"r\"\naction = \"deny\"\n";
        Assert.Equal(["policies.mine: added"], Diff(Base, Base + policy));
        Assert.Equal(["policies.mine: removed"], Diff(Base + policy, Base));
        Assert.Equal(
            ["policies.mine.rules: [r] -> [r, s]", "policies.mine.rules[s]: added"],
            Diff(Base + policy, Base + policy + "[[policies.mine.rules]]\nname = \"s\"\naction = \"ask\"\n")
        );
    }

    [Fact]
    public void Between_OrderOfRules_IsAChange() =>
        Assert.Equal(
            ["sessions: [c, d] -> [d, c]"],
            Diff(
                "[models.s]\nprovider = \"scripted\"\n[[sessions]]\nname = \"c\"\nmatch = { chat = \"1\" }\n[[sessions]]\nname = \"d\"\nmatch = { chat = \"2\" }\n",
                "[models.s]\nprovider = \"scripted\"\n[[sessions]]\nname = \"d\"\nmatch = { chat = \"2\" }\n[[sessions]]\nname = \"c\"\nmatch = { chat = \"1\" }\n"
            )
        );

    [Fact]
    public void Between_RotatedSecret_IsToldAndNotShown()
    {
        var text = Base.Replace("model = \"m\"", "model = \"m\"\napi_key = { env = \"KEY\" }");
        var before = _folder.WithVariable("KEY", "hunter2").Config(text);
        var after = _folder.WithVariable("KEY", "hunter3").Config(text);

        Assert.Equal(["models.small.api_key: the secret changed"], ConfigDiff.Between(before, after));
    }

    [Fact]
    public void SameText_LoadedTwice_ComparesByValue()
    {
        var (first, second) = (_folder.Config(Base), _folder.Config(Base));

        Assert.NotSame(first.Models["small"], second.Models["small"]);
        Assert.Equal(first.Models["small"], second.Models["small"]);
        Assert.Equal(first.Sessions, second.Sessions);
        Assert.Equal(first.Chains["default"], second.Chains["default"]);
        Assert.Equal(first.Policies["guarded"], second.Policies["guarded"]);
        Assert.Equal(
            (first.Agent, first.Network, first.Tools, first.Control, first.Log),
            (second.Agent, second.Network, second.Tools, second.Control, second.Log)
        );
        Assert.Equal(first.Settings, second.Settings);
    }
}
