using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Models that ask for what is not there or in a way that does not fit: they are told, and may do better.</summary>
public sealed class BadModelTests
{
    [Fact]
    public async Task UnknownTool_IsToldToTheModelWhichMayAnswerThen()
    {
        var asked = 0;
        await using var model = new OllamaDouble(_ =>
            Interlocked.Increment(ref asked) == 1 ? ModelTurn.Calls("launch_rocket", []) : ModelTurn.Says("sorry")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        Assert.Equal("sorry", await gateway.SayAsync("a", "go"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"command":7}""")]
    [InlineData("""{"command":"date","no_such":true}""")]
    public async Task ArgumentsThatDoNotFit_AreToldToTheModelWhichMayDoBetter(string arguments)
    {
        var asked = 0;
        await using var model = new OllamaDouble(_ =>
            Interlocked.Increment(ref asked) == 1 ? ModelTurn.Calls("exec", JsonNode.Parse(arguments)!.AsObject()) : ModelTurn.Says("sorry")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Trusting(model.Url));

        Assert.Equal("sorry", await gateway.SayAsync("a", "go"));
    }

    [Fact]
    public async Task ModelThatNeverStopsCallingTools_MeetsTheLimitOfTheTurn()
    {
        await using var model = new OllamaDouble(_ => ModelTurn.Runs("true"));
        await using var gateway = await GatewayProcess.StartAsync(Configs.Trusting(model.Url).Replace("[agent]", "[agent]\nmax_steps = 5"));

        await gateway.RunAsync("send", "--session", "a", "--wait", "go");

        Assert.InRange(model.Chats.Count, 1, 6);
        Assert.Contains("\"pid\"", await gateway.OkAsync("status", "--json"));
    }
}
