using OpenClaw.Config.Loading;

namespace OpenClaw.Tests.Config;

/// <summary>What <c>check</c> says of settings that still mean the place where people's workspaces lay.</summary>
public sealed class PeopleWorkspaceRuleTests : IDisposable
{
    private const string Agent =
        "[models.m]\nprovider = \"scripted\"\n[chains.default]\nmodels = [\"m\"]\n[agent]\nworkspace = \"/srv/claw\"\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "[[policies.p.rules]]\nname = \"r\"\naction = \"allow\"\npaths = [\"/srv/claw/people/telegram%3A77/**\"]",
        "policies.p.rules[r].paths",
        "/srv/claw-people/telegram%3A77/**"
    )]
    [InlineData(
        "[[policies.p.rules]]\nname = \"r\"\naction = \"allow\"\npaths = [\"people/**\"]",
        "policies.p.rules[r].paths",
        "/srv/claw-people/**"
    )]
    [InlineData(
        "[[policies.p.rules]]\nname = \"r\"\naction = \"deny\"\npaths = [\"**\"]\nexcept = { paths = [\"/srv/claw/people/**\"] }",
        "policies.p.rules[r].except.paths",
        "/srv/claw-people/**"
    )]
    [InlineData(
        "[[policies.p.rules]]\nname = \"r\"\naction = \"allow\"\ncommands = [\"ls /srv/claw/people\"]",
        "policies.p.rules[r].commands",
        "/srv/claw-people"
    )]
    [InlineData(
        "[[sessions]]\nname = \"anna\"\nworkspace = \"/srv/claw/people/telegram%3A77\"",
        "sessions[anna].workspace",
        "/srv/claw-people/telegram%3A77"
    )]
    public void Setting_ThatNamesTheOldPlace_IsToldWithWhatToWrite(string text, string setting, string write)
    {
        var told = Assert.Single(Warnings(Agent + text), static message => message.Contains("where people's workspaces lay"));

        Assert.StartsWith(setting + " names ", told);
        Assert.Contains($"Write \"{write}\"", told);
    }

    [Theory]
    [InlineData(
        "[[policies.p.rules]]\nname = \"r\"\naction = \"allow\"\npaths = [\"people/anna.md\", \"/srv/claw/peoples/**\", \"/srv/claw-people/**\"]"
    )]
    public void Setting_OfTheOwnersOwn_IsNot(string text) =>
        Assert.DoesNotContain(Warnings(Agent + text), static message => message.Contains("where people's workspaces lay"));

    [Fact]
    public void People_InsideTheWorkspace_IsAWarning() =>
        Assert.Contains(
            Warnings(Agent + "people = \"/srv/claw/people\""),
            static message => message.StartsWith("agent.people (/srv/claw/people) lies in agent.workspace")
        );

    [Fact]
    public void People_ThatIsNotWritten_IsBesideTheWorkspace() => Assert.Equal("/srv/claw-people", _folder.Config(Agent).Agent.People);

    private IEnumerable<string> Warnings(string text) =>
        ConfigLoader.LoadText(text, "openclaw.toml", _folder.Request).Diagnostics.Select(static d => d.Message);
}
