using System.Text.RegularExpressions;
using OpenClaw.Config.Loading;
using OpenClaw.Hosting;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Config;

namespace OpenClaw.Tests.Issues;

/// <summary>The cron jobs of the documents asked each time, at night, and nobody was told; nothing said so before the night.</summary>
public sealed partial class JobsThatAsk : IDisposable
{
    private const string Base = """
        [models.small]
        provider = "scripted"
        model = "small"

        [[cron]]
        name = "backup"
        every = "6h"
        command = "sh backup.sh"

        """;

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JobsOfTheDocuments_RunUnattended() => Assert.Empty(Find(string.Join('\n', Handbook.TomlBlocks)));

    [Fact]
    public void JobsOfTheExample_RunUnattended() =>
        Assert.Empty(Find(CommentedOut().Replace(ExampleConfig.Text, "").Replace("local_only = true", "local_only = false")));

    [Theory]
    [InlineData("", "only the terminal is told, which nobody may be looking at")]
    [InlineData("[policies.guarded]\nask = { notify = [] }", "nobody is told (policies.guarded.ask.notify is [])")]
    [InlineData("[policies.guarded]\nask = { notify = [\"telegram:9\"] }", "telegram:9 is told")]
    public void Command_ThatAsks_IsNamedWithWhoIsTold(string more, string told)
    {
        var warning = Assert.Single(Find($"[agent]\nowners = [\"local:pi\"]\n{Base}{more}"));

        Assert.StartsWith("cron[backup].command does not run unattended: \"sh backup.sh\" asks each time (policy guarded, ", warning);
        Assert.Contains(told, warning);
        Assert.Contains("senders = [\"cron:backup\"]", warning);
    }

    [Fact]
    public void Owner_WithAChat_IsNamedAsTold() =>
        Assert.Contains("local:pi, telegram:9 is told", Assert.Single(Find($"[agent]\nowners = [\"local:pi\", \"telegram:9\"]\n{Base}")));

    [Fact]
    public void Check_ThatIsDenied_NeverRuns()
    {
        var warning = Assert.Single(
            Find(
                $"{Base.Replace("command =", "prompt = \"x\"\ncheck =")}\n[[policies.guarded.rules]]\nname = \"no sh\"\ntools = [\"exec\"]\ncommands = [\"sh **\"]\naction = \"deny\"\n"
            )
        );

        Assert.StartsWith("cron[backup].check never runs: \"sh backup.sh\" is denied by policy guarded, no sh ", warning);
    }

    [Theory]
    [InlineData("enabled = false\n")]
    [InlineData(
        "[[policies.guarded.rules]]\nname = \"jobs\"\nsenders = [\"cron:backup\"]\ntools = [\"exec\"]\ncommands = [\"sh backup.sh\"]\naction = \"allow\"\n"
    )]
    public void Command_ThatDoesNotRunOrIsAllowed_IsNotNamed(string more) => Assert.Empty(Find(Base + more));

    private string[] Find(string toml)
    {
        var read = ConfigLoader.LoadText(toml, "openclaw.toml", _folder.Request);
        var config = read.Config ?? throw new InvalidOperationException(read.DiagnosticsText());
        return [.. JobQuestions.Find(config, PolicySets.Of(config, "/nowhere/state", "/nowhere/socket")).Select(static d => d.Message)];
    }

    [GeneratedRegex(@"^# (?=\[|\w+ = )", RegexOptions.Multiline)]
    private static partial Regex CommentedOut();
}
