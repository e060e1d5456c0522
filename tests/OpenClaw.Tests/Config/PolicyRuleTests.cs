namespace OpenClaw.Tests.Config;

/// <summary>Rules that can never do what they were written for are pointed at.</summary>
public sealed class PolicyRuleTests : IDisposable
{
    private const string Model =
        "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[policies.p]\ndefault = { \"*\" = \"ask\" }\n[[policies.p.rules]]\naction = \"deny\"\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("commands = [\"rm **\"]\npaths = [\"notes/**\"]", "never matches")]
    [InlineData("paths = [\"a\"]\nhosts = [\"b\"]\ntargets = [\"c\"]", "never matches")]
    [InlineData("commands = [\"rm **\"]\nexcept = { paths = [\"notes/**\"] }", "takes nothing out")]
    [InlineData("except = { paths = [\"a\"], targets = [\"b\"] }", "takes nothing out")]
    public void Rule_WithTwoKindsOfEffects_IsWarnedOf(string keys, string warning)
    {
        _folder.With("openclaw.toml", Model + keys + "\n");

        var said = Assert.Single(_folder.Load().Diagnostics);

        Assert.False(said.IsError);
        Assert.Contains(warning, said.Message);
        Assert.NotNull(said.ToString());
    }

    [Theory]
    [InlineData("commands = [\"rm **\"]\nexcept = { commands = [\"rm *.tmp\"], senders = [\"owners\"] }")]
    [InlineData("paths = [\"a\"]\nsenders = [\"owners\"]")]
    [InlineData("except = { paths = [\"a\"] }")]
    public void Rule_OfOneKind_IsNot(string keys) => _folder.Config(Model + keys + "\n");

    [Theory]
    [InlineData("~", true)]
    [InlineData("/", true)]
    [InlineData("~/claw", false)]
    public void Workspace_ThatHoldsTheHomeFolder_IsWarnedOf(string workspace, bool warned)
    {
        _folder.With("openclaw.toml", $"[agent]\nworkspace = \"{workspace}\"\n" + Model);

        Assert.Equal(warned, _folder.Load().Diagnostics.Any(d => d.Message.Contains("holds the home folder")));
    }
}
