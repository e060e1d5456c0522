using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What tools may not reach, however the model names it.</summary>
public sealed class WorkspaceTests : IAsyncLifetime
{
    private readonly OllamaDouble _model;
    private GatewayProcess _gateway = null!;
    private ModelTurn _turn = ModelTurn.Says("");

    public WorkspaceTests()
    {
        NativeExecutable.Require();
        _model = new OllamaDouble(prompt => prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : _turn);
    }

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(Configs.Trusting(_model.Url));
        _gateway.Folder.Write("outside/secret", "do not tell");
        File.CreateSymbolicLink(Path.Combine(_gateway.Workspace, "link"), _gateway.Folder.File("outside"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
        await _model.DisposeAsync();
    }

    [Theory]
    [InlineData("link/new")]
    [InlineData("../outside/new")]
    [InlineData("@FOLDER@/outside/new")]
    public async Task Write_OutOfTheWorkspace_IsRefusedAndTheModelIsTold(string path)
    {
        var result = await CallAsync(
            "write",
            new JsonObject { ["path"] = path.Replace("@FOLDER@", _gateway.Folder.Path), ["content"] = "x" }
        );

        Assert.False(File.Exists(_gateway.Folder.File("outside", "new")), result);
        Assert.NotEmpty(result);
    }

    // A new account's home is made by nobody, and the framework's question for it answers with an empty text then: ~/claw was /claw, or the end.
    [Fact]
    public async Task Run_WithAHomeThatIsNotThere_WorksInIt()
    {
        await using var gateway = new GatewayProcess(
            Configs.Trusting(_model.Url).Replace("@FOLDER@/workspace", "~/claw", StringComparison.Ordinal)
        );
        gateway.Environment["HOME"] = gateway.Folder.File("no", "such", "home");
        _turn = ModelTurn.Calls("write", new JsonObject { ["path"] = "note", ["content"] = "here" });

        await gateway.StartAsync();

        Assert.Equal("done", await gateway.SayAsync("a", "go"));
        Assert.Equal(
            "here",
            await File.ReadAllTextAsync(gateway.Folder.File("no", "such", "home", "claw", "note"), TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("@CONFIG@")]
    [InlineData("@STATE@/state.db")]
    public async Task Write_OfConfigurationOrState_IsRefused(string path)
    {
        var real = path.Replace("@CONFIG@", _gateway.ConfigPath).Replace("@STATE@", _gateway.StatePath);
        var before = new FileInfo(real).Length;

        await CallAsync("write", new JsonObject { ["path"] = real, ["content"] = "" });

        Assert.True(new FileInfo(real).Length >= before);
    }

    [Fact]
    public async Task Read_OfTheState_IsRefused() =>
        Assert.DoesNotContain(
            "SQLite format",
            await CallAsync("read", new JsonObject { ["path"] = Path.Combine(_gateway.StatePath, "state.db") })
        );

    private async Task<string> CallAsync(string tool, JsonObject arguments)
    {
        _turn = ModelTurn.Calls(tool, arguments);
        Assert.Equal("done", await _gateway.SayAsync("a", "go"));
        return _model.Chats.Last().ToolResults.Last();
    }
}
