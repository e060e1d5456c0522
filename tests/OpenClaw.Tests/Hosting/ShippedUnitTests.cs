using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Storage;
using OpenClaw.Hosting;
using OpenClaw.Hosting.Folders;
using OpenClaw.Policy.Calls;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Hosting;

/// <summary>
/// The shipped unit with the shipped configuration: home and state were one folder, so the workspace lay in the closed state and every file
/// tool was refused. The unit is read here as systemd reads it, with its folders below a temporary one.
/// </summary>
public sealed class ShippedUnitTests : IDisposable
{
    private static readonly ILookup<string, string> s_service = File.ReadLines(
            Path.Combine(Vectors.RepositoryRoot(), "examples/systemd/openclaw.service")
        )
        .Where(static line => line.Length > 0 && line[0] is not ('#' or '['))
        .Select(static line => line.Split('=', 2))
        .ToLookup(static pair => pair[0], static pair => pair[1]);

    private readonly TempFolder _root = new();

    public void Dispose() => _root.Dispose();

    private string Home => Below(Environment("HOME")!);

    private string State => StateDirectory.Find(null, Environment) is var state ? Below(state) : "";

    [Fact]
    public void Workspace_OfTheShippedConfiguration_IsOpenAndTheStateIsClosed()
    {
        var config = Shipped();
        var policies = PolicySets.Of(config, State, _root.File("run/openclaw/openclaw.sock"));

        Assert.Empty(PolicySets.Warnings(config, State));
        Assert.Null(Protection.WhyProtected(policies, Path.Combine(config.Agent.Workspace, "notes.txt"), writes: true));
        Assert.Null(Protection.WhyProtected(policies, Path.Combine(config.Agent.People, "telegram%3A77", "notes.txt"), writes: true));
        Assert.NotNull(Protection.WhyProtected(policies, Path.Combine(State, "state.db"), writes: false));
    }

    [Fact]
    public void FileTool_OfAGatewayInThatPlace_Works()
    {
        using var gateway = new TestGateway(
            home: Home,
            state: State,
            toml: ExampleConfig
                .Text.Replace("provider = \"ollama\"", "provider = \"scripted\"")
                .Replace("keep_alive = \"30m\"", "")
                .Replace("url = \"http://127.0.0.1:11434\"", "")
                .Replace("owners = []", "owners = [\"local:pi\"]")
        );
        gateway["small"]
            .Calls("search", """{"files":"*.md"}""")
            .Answers("there")
            .Calls("read", $$"""{"path":"{{Path.Combine(State, "state.db")}}"}""")
            .Answers("no");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Home, "claw")).FullName, "hello.md"), "hello");

        gateway.Ask("look");
        gateway.Ask("and there?");

        Assert.Equal(
            ["hello.md", "closed"],
            gateway
                .Transcript()
                .OfType<Entry.ToolResult>()
                .Select(static result => result.Text.Contains("closed to every tool") ? "closed" : result.Text)
        );
    }

    [Fact]
    public void Unit_MakesTheFoldersItUses()
    {
        var made = s_service["StateDirectory"].Single().Split(' ').Select(static name => $"/var/lib/{name}").ToList();

        Assert.Contains(Environment("HOME"), made);
        Assert.Contains(s_service["WorkingDirectory"].Single(), made);
        // An earlier version looks for its state where this one has it.
        Assert.Equal("/var/lib/openclaw", made[0]);
    }

    [Fact]
    public void Unit_IsStartedAgainWhateverEndsIt()
    {
        Assert.Equal("always", s_service["Restart"].Single());
        // Without it systemd gives a unit up that ends five times in ten seconds.
        Assert.Equal("0", s_service["StartLimitIntervalSec"].Single());
        Assert.Equal("30min", s_service["TimeoutStartSec"].Single());
        Assert.Equal("continue", s_service["OOMPolicy"].Single());
        Assert.Equal(
            GatewayRunner.BadConfiguration.ToString(System.Globalization.CultureInfo.InvariantCulture),
            s_service["RestartPreventExitStatus"].Single()
        );
    }

    [Fact]
    public void Workspace_OfTheUnitBefore_IsMovedToTheNewHome()
    {
        var agent = Shipped().Agent;
        _root.Write("var/lib/openclaw/claw/AGENTS.md", "be kind");
        _root.Write("var/lib/openclaw/state.db", "the state");

        Assert.Null(FormerHome.Move(agent, State, Home, out var moved));

        Assert.Contains(agent.Workspace, moved);
        Assert.Equal("be kind", File.ReadAllText(Path.Combine(agent.Workspace, "AGENTS.md")));
        Assert.True(File.Exists(Path.Combine(State, "state.db")));
        Assert.Null(FormerHome.Move(agent, State, Home, out moved));
        Assert.Null(moved);
    }

    [Fact]
    public void Workspace_OfTheUnitBefore_IsNotLaidOverAnother()
    {
        var agent = Shipped().Agent;
        _root.Write("var/lib/openclaw/claw/old.txt", "old");
        _root.Write("var/lib/openclaw-home/claw/new.txt", "new");

        Assert.Contains("is there already and holds files", FormerHome.Move(agent, State, Home, out var moved));
        Assert.Null(moved);
        Assert.True(File.Exists(Path.Combine(State, "claw", "old.txt")));
    }

    // systemd sets STATE_DIRECTORY to the folders in the order of the unit, and lets Environment= outweigh the user's HOME.
    private static string? Environment(string name) =>
        name switch
        {
            "STATE_DIRECTORY" => string.Join(
                ':',
                s_service["StateDirectory"].Single().Split(' ').Select(static folder => $"/var/lib/{folder}")
            ),
            _ => s_service["Environment"]
                .Select(static set => set.Split('=', 2))
                .Where(set => set[0] == name)
                .Select(static set => set[1])
                .SingleOrDefault(),
        };

    private string Below(string path) => Directory.CreateDirectory(_root.Path + path).FullName;

    private GatewayConfig Shipped() =>
        ConfigLoader
            .LoadText(
                ExampleConfig.Text,
                "openclaw.toml",
                new ConfigRequest
                {
                    Directory = _root.Path,
                    Home = Home,
                    Environment = static _ => null,
                }
            )
            .Config!;
}
