using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Logging;
using OpenClaw.Tests.Config;

namespace OpenClaw.Tests.Issues;

/// <summary>What <c>check</c> let pass in silence: a narrow policy that widened, a denial that was replaced by leave, an owner who is no
/// user.</summary>
public sealed class ChecksSayWhatARuleDoes : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";
    private const string Guarded = Model + "[[policies.guarded.rules]]\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "[policies.guarded]\nask = { expires = \"5m\" }\n[[policies.guarded.rules]]\ntools = [\"read\"]\npaths = [\"notes/**\"]\naction = \"allow\"",
        "rules[#1]"
    )]
    [InlineData(
        "[[policies.guarded.rules]]\nname = \"notes\"\ntools = [\"read\", \"write\"]\npaths = [\"notes/**\"]\naction = \"allow\"",
        "for read"
    )]
    [InlineData("[[policies.guarded.rules]]\nname = \"notes\"\npaths = [\"notes/**\"]\naction = \"allow\"", "for read, search")]
    [InlineData("[[policies.read-only.rules]]\nname = \"notes\"\ntools = [\"s*\"]\naction = \"allow\"", "for search")]
    [InlineData(
        "[[policies.guarded.rules]]\nname = \"ask\"\ncommands = [\"git push\"]\naction = \"ask\"\n[[policies.guarded.rules]]\nname = \"notes\"\ntools = [\"read\"]\naction = \"allow\"",
        "rules[notes]"
    )]
    public void NarrowPolicyOfABuiltInsName_IsToldThatItIsAddedNow(string policy, string names)
    {
        var said = Only(Model + policy + "\n");

        Assert.Contains("is added to the built-in policy of that name now; earlier everything it did not name was denied", said.Message);
        Assert.Contains("default = { \"*\" = \"deny\" }", said.Message);
        Assert.Contains(names, said.Message);
        Assert.True(said.Span!.Line > 3);
    }

    [Theory]
    [InlineData(
        "[policies.guarded]\ndefault = { \"*\" = \"deny\" }\n[[policies.guarded.rules]]\ntools = [\"read\"]\npaths = [\"notes/**\"]\naction = \"allow\""
    )]
    [InlineData("[[policies.guarded.rules]]\ntools = [\"write\", \"edit\"]\npaths = [\"notes/**\"]\naction = \"allow\"")]
    [InlineData(
        "[[policies.guarded.rules]]\ntools = [\"read\", \"search\"]\npaths = [\"/srv/data/**\", \"~/mail/**\", \"../shared/**\"]\naction = \"allow\""
    )]
    [InlineData(
        "[[policies.guarded.rules]]\nname = \"allow read: notes/a\"\ntools = [\"read\"]\npaths = [\"notes/a\"]\naction = \"allow\""
    )]
    [InlineData("[[policies.guarded.rules]]\ncommands = [\"uptime\"]\naction = \"allow\"")]
    [InlineData("[[policies.guarded.rules]]\nsenders = [\"owners\"]\naction = \"allow\"")]
    [InlineData("[[policies.guarded.rules]]\ntools = [\"read\"]\npaths = [\"secret/**\"]\naction = \"deny\"")]
    [InlineData("[policies.guarded]\nask = { expires = \"5m\" }")]
    public void PolicyThatMeansToAdd_IsNot(string policy)
    {
        var said = _folder.With("openclaw.toml", Model + policy + "\n").Load().Diagnostics;

        Assert.DoesNotContain(said, static d => d.Message.Contains("is added to the built-in"));
    }

    [Theory]
    [InlineData("name = \"no destruction\"\ncommands = [\"ls -**\"]\naction = \"allow\"", "allows what that one denies")]
    [InlineData("name = \"no destruction\"\ncommands = [\"sudo **\", \"rm **\"]\naction = \"ask\"", "asks before what that one denies")]
    [InlineData(
        "name = \"no destruction\"\ncommands = [\"rm **\", \"shred -**\"]\naction = \"deny\"",
        "does not have its commands \"sudo **\""
    )]
    [InlineData(
        "name = \"no destruction\"\ncommands = [\"sudo **\", \"rm **\"]\nsenders = [\"telegram:1\"]\naction = \"deny\"",
        "holds only for its senders"
    )]
    [InlineData("name = \"no destruction\"\ntools = [\"process\"]\naction = \"deny\"", "does not have its tools \"exec\"")]
    [InlineData(
        "name = \"keys and tokens\"\ntools = [\"read\", \"search\", \"edit\"]\npaths = [\"/**/.env*\"]\naction = \"deny\"",
        "does not have its paths \"/**/*.pem\", "
    )]
    public void RuleThatTakesTheNameOfADenial_IsWarnedOf(string rule, string lost)
    {
        var said = _folder.With("openclaw.toml", Guarded + rule + "\n").Load();

        Assert.NotNull(said.Config);
        var warning = Assert.Single(said.Diagnostics, static d => d.Message.Contains("takes the place of the built-in rule of that name"));
        Assert.Contains(lost, warning.Message);
        Assert.Equal(5, warning.Span!.Line);
    }

    [Theory]
    [InlineData(
        "name = \"no destruction\"\ntools = [\"exec\"]\ncommands = [\"sudo **\", \"rm **\", \"shred -**\"]\nexcept = { commands = [\"rm *.tmp\"] }\naction = \"deny\""
    )]
    [InlineData("name = \"no destruction\"\ntools = [\"*\"]\ncommands = [\"**\"]\naction = \"deny\"")]
    [InlineData("name = \"no destruction\"\ntools = [\"exec\"]\naction = \"deny\"")]
    [InlineData("name = \"look around\"\ncommands = [\"df -h\"]\naction = \"allow\"")]
    public void RuleThatTakesNothingAway_IsNot(string rule) => _folder.Config(Guarded + rule + "\n");

    [Fact]
    public void RuleInAPolicyOfItsOwnDefault_IsComparedToo()
    {
        var said = _folder
            .With(
                "openclaw.toml",
                Model
                    + "[policies.guarded]\ndefault = { \"*\" = \"ask\" }\n[[policies.guarded.rules]]\nname = \"no destruction\"\ncommands = [\"rm **\"]\naction = \"deny\"\n"
            )
            .Load();

        Assert.Contains(said.Diagnostics, static d => d.Message.Contains("does not have its commands \"sudo **\""));
    }

    [Theory]
    [InlineData("\"local:nosuchuser\"", "\"local:nosuchuser\"", true)]
    [InlineData("\"local:nosuchuser\", \"telegram:1\"", "\"local:nosuchuser\"", true)]
    [InlineData("\"local:pi\", \"local:pj\"", "\"local:pj\"", false)]
    public void OwnerWhoIsNoUser_IsNamed(string owners, string name, bool nobody)
    {
        _folder.With("openclaw.toml", Model + $"[agent]\nowners = [{owners}]\n");

        var said = Assert.Single(ConfigLoader.Load(_folder.Request with { HasUser = static user => user == "pi" }).Diagnostics);

        Assert.Contains($"agent.owners has {name}, and this machine has no user of that name", said.Message);
        Assert.Equal(nobody, said.Message.Contains("refused to everybody"));
        Assert.False(said.IsError);
        Assert.Equal(5, said.Span!.Line);
    }

    [Fact]
    public void Users_AreThoseOfTheSystem()
    {
        Assert.True(UnixUser.Exists("root"));
        Assert.True(UnixUser.Exists(UnixUser.NameOf(UnixUser.Own)));
        Assert.False(UnixUser.Exists("no-such-user-here"));
        // What the gateway calls a user whose number has no name.
        Assert.True(UnixUser.Exists("4123456789"));
        Assert.True(new ConfigRequest().HasUser("root"));
        Assert.False(new ConfigRequest().HasUser("no-such-user-here"));
    }

    [Theory]
    [InlineData("nothere.toml", "nothere.toml")]
    [InlineData("not here's.toml", "'not here'\\''s.toml'")]
    public void ConfigurationThatIsNotThere_SaysHowToWriteIt(string file, string word) =>
        Assert.EndsWith($"error: the configuration does not exist; to write one: openclaw example > {word}\n", _folder.Said(file: file));

    private ConfigDiagnostic Only(string text)
    {
        var said = Assert.Single(_folder.With("openclaw.toml", text).Load().Diagnostics);
        Assert.False(said.IsError, said.ToString());
        return said;
    }
}
