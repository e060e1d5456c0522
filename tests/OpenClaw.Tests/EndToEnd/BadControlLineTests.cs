namespace OpenClaw.Tests.EndToEnd;

/// <summary>What a careless client writes to the control socket: each line gets its error, and the gateway lives on.</summary>
public sealed class BadControlLineTests : IAsyncLifetime
{
    private GatewayProcess _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayProcess.StartAsync(Configs.Ollama(new Uri("http://127.0.0.1:1")));

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("hello", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"status\"", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"no.such\"}", -32601)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"send\",\"params\":{\"text\":7}}", -32602)]
    public async Task MalformedLine_GetsItsErrorAndTheConnectionLivesOn(string line, int code)
    {
        await using var control = await ControlSocket.ConnectAsync(_gateway.SocketPath);

        await control.WriteAsync(line + "\n");
        Assert.Equal(code, (int)(await control.ReadAsync())!["error"]!["code"]!);

        Assert.NotNull((await control.CallAsync("status"))!["result"]);
    }

    [Fact]
    public async Task TwoMegabytesWithoutALineEnd_EndThatConnectionOnly()
    {
        await using var control = await ControlSocket.ConnectAsync(_gateway.SocketPath);
        try
        {
            await control.WriteAsync(new string('x', 2_000_000));
            while (await control.ReadAsync() is { } answer)
            {
                Assert.NotNull(answer["error"]);
            }
        }
        catch (IOException)
        {
            // Closed while we were still writing: just as good.
        }

        await AssertAliveAsync();
    }

    [Fact]
    public async Task HalfAnObjectAndSilence_HoldNobodyUp()
    {
        await using var silent = await ControlSocket.ConnectAsync(_gateway.SocketPath);
        await silent.WriteAsync("{\"jsonrpc\":\"2.0\",");

        await AssertAliveAsync();
    }

    [Fact]
    public async Task AClientThatLeavesBeforeItsAnswer_HarmsNothing()
    {
        for (var i = 0; i < 50; i++)
        {
            var control = await ControlSocket.ConnectAsync(_gateway.SocketPath);
            await control.WriteAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"}\n");
            await control.DisposeAsync();
        }

        await AssertAliveAsync();
    }

    private async Task AssertAliveAsync()
    {
        await using var other = await ControlSocket.ConnectAsync(_gateway.SocketPath);
        Assert.NotNull((await other.CallAsync("status"))!["result"]);
    }
}
