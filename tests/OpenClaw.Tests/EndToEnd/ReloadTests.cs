namespace OpenClaw.Tests.EndToEnd;

/// <summary>Reload by command and by signal: a sound configuration takes its place whole, a broken one changes nothing.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task Reload_OfASoundConfiguration_TakesEffectAndSaysWhatChanged()
    {
        await using var first = new OllamaDouble("from the first");
        await using var second = new OllamaDouble("from the second");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(first.Url));
        Assert.Equal("from the first", await gateway.SayAsync("a", "hello"));

        gateway.WriteConfig(Configs.Ollama(second.Url));
        var said = await gateway.OkAsync("reload");

        Assert.Contains("m1", said);
        Assert.Equal("from the second", await gateway.SayAsync("a", "hello"));
    }

    [Fact]
    public async Task Reload_OfABrokenConfiguration_IsRefusedWholeWithThePlace()
    {
        await using var model = new OllamaDouble("still here");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        var sound = Configs.Ollama(model.Url);

        gateway.WriteConfig(sound + "\n[chains.other]\nmodels = [\"nope\"]\n");
        var result = await gateway.RunAsync("reload");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("openclaw.toml:", result.Stderr + result.Stdout);
        Assert.Equal("still here", await gateway.SayAsync("a", "hello"));
    }

    [Fact]
    public async Task Sighup_Reloads()
    {
        await using var first = new OllamaDouble("from the first");
        await using var second = new OllamaDouble("from the second");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(first.Url));
        await using var events = await ControlSocket.ConnectAsync(gateway.SocketPath);
        await events.CallAsync("events.subscribe");

        gateway.WriteConfig(Configs.Ollama(second.Url));
        gateway.Signal("HUP");
        while ((string?)(await events.ReadAsync())!["params"]?["kind"] != "config.reloaded") { }

        Assert.Equal("from the second", await gateway.SayAsync("a", "hello"));
    }

    [Fact]
    public async Task Sigterm_EndsTheGatewayWithZeroAndTakesItsSocketAway()
    {
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(new Uri("http://127.0.0.1:1")));

        gateway.Signal("TERM");

        Assert.Equal(0, (await gateway.ExitAsync()).ExitCode);
        Assert.False(File.Exists(gateway.SocketPath));
    }
}
