using OpenClaw.Cli;
using OpenClaw.Config.Loading;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Tests.Control;

namespace OpenClaw.Tests.Commands.Init;

/// <summary>What <c>openclaw</c> alone says above its help.</summary>
public sealed class NextStepTests : InitBench
{
    private const string Service = "/etc/openclaw/openclaw.toml";
    private const string Right = "[models.m]\nprovider = \"scripted\"\n[chains.default]\nmodels = [\"m\"]\n";

    private readonly StringWriter _said = new();

    [Fact]
    public async Task NoConfiguration_IsInit() =>
        Assert.Equal("There is no configuration yet. Three questions make one: openclaw init", await SayAsync());

    [Fact]
    public async Task TheServicesExample_IsNoConfigurationYet()
    {
        _machine.WithService().With(Service, ExampleConfig.Text).User = 1000;

        Assert.Equal("There is no configuration yet. Three questions make one: sudo openclaw init", await SayAsync());
    }

    [Fact]
    public async Task AWrongConfiguration_IsCheck()
    {
        File.WriteAllText(_machine.Own, Right + "x = 1\ny = 2\n");

        Assert.Equal($"The configuration {_machine.Own} is wrong in 2 places. Where, and how to mend it: openclaw check", await SayAsync());
    }

    [Fact]
    public async Task ARightConfiguration_IsRun()
    {
        File.WriteAllText(_machine.Own, Right);

        Assert.Equal($"No gateway runs. To start it with {_machine.Own}: openclaw run", await SayAsync());
    }

    [Theory]
    [InlineData(0u, "")]
    [InlineData(1000u, "sudo ")]
    public async Task TheServices_IsSystemctl(uint user, string before)
    {
        _machine.WithService().With(Service, Right).User = user;

        Assert.Equal(
            $"No gateway runs. To start the service, now and at each start of the machine: {before}systemctl enable --now openclaw",
            await SayAsync()
        );
    }

    [Theory]
    [InlineData(0, "The gateway runs, up 2m. To talk to it: openclaw tui. How it is: openclaw status")]
    [InlineData(1, "The gateway runs, and a call waits for a person: openclaw approvals")]
    [InlineData(3, "The gateway runs, and 3 calls wait for a person: openclaw approvals")]
    public async Task ARunningGateway_IsTalkedTo(int pending, string expected)
    {
        var status = new StatusResult
        {
            Version = "1",
            Pid = 1,
            StartedAt = DateTimeOffset.UnixEpoch,
            UptimeSeconds = 120,
            ApprovalsPending = pending,
            Memory = new MemoryStatus(1, 2, 3),
            Loop = new LoopStatus { Backlog = 0, SlowCallbacks = 0 },
            Sessions = new SessionCounts(),
        };
        await using var rig = new ControlRig(StatusApi.Status.By((_, _) => Task.FromResult(status)));

        Assert.Equal(expected, await SayAsync(rig));
    }

    [Fact]
    public async Task AGatewayThatDoesNotTell_IsDoctor()
    {
        await using var rig = new ControlRig();

        Assert.StartsWith("A gateway runs, and does not tell how it is: ", await SayAsync(rig));
    }

    private async Task<string> SayAsync(ControlRig? rig = null)
    {
        var context = Context() with { Error = _said };
        if (rig is not null)
        {
            context = context with { ConnectAsync = (_, _) => Task.FromResult(new ControlClient(rig.Connect().Stream, "test")) };
        }

        Assert.Equal(64, await CommandTable.RunAsync([], context));

        Assert.Equal("", _out.ToString());
        var lines = _said.ToString().Split('\n');
        Assert.Equal("", lines[1]);
        Assert.Contains("openclaw init", _said.ToString());
        return lines[0];
    }
}
