namespace OpenClaw.Tests.EndToEnd;

/// <summary><c>openclaw sessions reset</c> with a mistyped name said it was done, and made a session of that name.</summary>
public sealed class MistypedSessionTests
{
    [Fact]
    public async Task Reset_OfASessionThatIsNot_SaysSoAndMakesNone()
    {
        await using var model = new OllamaDouble("hi");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await gateway.SayAsync("garden", "hello");

        var mistyped = await gateway.RunAsync("sessions", "reset", "gadren");

        Assert.Equal(1, mistyped.ExitCode);
        Assert.Contains("unknown session \"local:gadren\"", mistyped.Stderr);
        Assert.Equal(
            ["local:garden"],
            (await gateway.JsonAsync("sessions"))
                .GetProperty("sessions")
                .EnumerateArray()
                .Select(session => session.GetProperty("key").GetString())
        );
        await gateway.OkAsync("sessions", "reset", "garden");
    }
}
