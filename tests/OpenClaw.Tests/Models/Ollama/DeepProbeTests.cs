using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>Two models of one Ollama whose memory holds one: finding out whether the first is back must not push out the second, which
/// people talk to.</summary>
public sealed class DeepProbeTests
{
    [Fact]
    public async Task ModelThatAnswers_IsNeverPushedOut_AndTheFirstChoiceIsBackWhenItIsQuiet()
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StrictOllama(
            async prompt =>
            {
                if ((string?)prompt.Request["model"] == "big")
                {
                    await stuck.Task;
                }
                return ModelTurn.Says($"from {prompt.Request["model"]}");
            },
            memory: 1_500_000_000
        )
        {
            Models = [new("big"), new("small")],
        };
        using var gateway = new TestGateway(Config(server.Url));
        var said = gateway.Say("hello");
        gateway.UntilOutside(() => server.Memory.Loaded.Any(static r => r.IsBusy));
        gateway.Clock.Advance(TimeSpan.FromSeconds(11));
        stuck.SetResult();
        Assert.Equal("from small", gateway.EndOf(said).Reply);
        string[] soFar = ["load big 8192", "evict big for small", "load small 8192"];
        Assert.Equal(soFar, server.Memory.Log);

        // A conversation that goes on for ten minutes, with a look at the server each half minute.
        var big = gateway.Gateway.Models.Value.Model("big")!;
        for (var i = 0; i < 20; i++)
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(31));
            gateway.UntilOutside(() => big.Health.Remaining > TimeSpan.Zero);
            Assert.Equal("from small", gateway.Ask("and now?").Reply);
            Assert.Equal(soFar, server.Memory.Log);
        }

        Assert.Equal(20, server.Requests.Count(static r => r.Path == "/api/ps"));
        gateway.Clock.Advance(TimeSpan.FromMinutes(6));
        gateway.UntilOutside(() => !big.Health.IsOut);

        Assert.Equal([.. soFar, "evict small for big", "load big 8192"], server.Memory.Log);
        Assert.Equal("from big", gateway.Ask("hello again").Reply);
    }

    private static string Config(Uri url) =>
        $$"""
            [agent]
            owners = ["local:pi"]
            workspace = "work"

            [models.big]
            provider = "ollama"
            url = "{{url}}"
            model = "big"

            [models.small]
            provider = "ollama"
            url = "{{url}}"
            model = "small"

            [chains.default]
            models = ["big", "small"]
            first_token_timeout = "10s"

            [policies.guarded]
            default = { "*" = "deny" }
            """;
}
