using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Hosting;

public sealed class ReloadTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Reload_Broken_IsRefusedWholeAndTheOldOneStays()
    {
        _gateway.Configure(TestGateway.DefaultConfig.Replace("models = [\"big\", \"small\"]", "models = [\"bg\"]"));

        var outcome = _gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync());

        Assert.False(outcome.Reloaded);
        Assert.Contains(outcome.Diagnostics, d => d.Message.Contains("\"bg\""));
        _gateway["big"].Answers("still here");
        Assert.Equal("still here", _gateway.Ask("hi").Reply);
    }

    [Fact]
    public void Reload_Changed_ReportsWhatAndTellsWatchers()
    {
        _gateway.Configure(TestGateway.DefaultConfig.Replace("write = \"ask\"", "write = \"allow\""));

        var outcome = _gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync());

        Assert.True(outcome.Reloaded);
        Assert.Contains(outcome.Changes, c => c.Contains("write") && c.Contains("allow"));
        Assert.Single(_gateway.Events.OfType<GatewayEvent.ConfigReloaded>());
    }

    [Fact]
    public void Reload_WithOtherWarnings_StatusHasThoseAndNotTheEarlierOnes()
    {
        const string Doubtful = "\n[models.extra]\nprovider = \"ollama\"\nmodel = \"x\"\n";
        _gateway.Configure(TestGateway.DefaultConfig + Doubtful);
        _gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync());
        Assert.Contains(Warnings(), static w => w.Contains("extra"));

        _gateway.Configure(TestGateway.DefaultConfig);
        _gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync());

        Assert.DoesNotContain(Warnings(), static w => w.Contains("extra"));

        IReadOnlyList<string> Warnings() => _gateway.Gateway.Reloader.Warnings;
    }

    [Fact]
    public void Reload_WhileATurnRuns_ItsNextStepUsesTheNewPolicy()
    {
        _gateway["big"]
            .Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("write", """{"path":"plan.txt","content":"v1"}""")] })
            .Answers("done");
        var said = _gateway.Say("write");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        _gateway.Configure(TestGateway.DefaultConfig.Replace("write = \"ask\"", "write = \"allow\""));
        _gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync());

        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Equal("v1", File.ReadAllText(Path.Combine(_gateway.Workspace, "plan.txt")));
    }
}
