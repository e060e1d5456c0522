using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Client;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Commands.Init;

/// <summary><c>openclaw init</c> on a machine of files, before an Ollama that keeps the real one's rules.</summary>
public abstract class InitBench : IAsyncDisposable
{
    private protected readonly FakeMachine _machine = new FakeMachine().WithMemory(3.8);
    private protected readonly StringWriter _out = new();
    private protected readonly StringWriter _error = new();
    private protected Uri? _elsewhere;
    private protected readonly StrictOllama _ollama = new(static _ => ModelTurn.Says("nobody chats"))
    {
        Models = [],
        Library = [new LocalModel("qwen3:1.7b") { Bytes = 1_400_000_000 }],
    };

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _ollama.DisposeAsync();
        _machine.Dispose();
    }

    private protected GatewayConfig Written(string? file = null)
    {
        var path = file ?? _machine.Own;
        var result = ConfigLoader.Load(_machine.Machine.Request with { File = path });
        Assert.True(result.Config is not null, result.DiagnosticsText());
        return result.Config;
    }

    private protected CommandContext Context(string? typed = null) =>
        new()
        {
            Out = _out,
            Error = _error,
            In = new StringReader(typed ?? ""),
            InputIsTerminal = typed is not null,
            Machine = _machine.Machine,
            ConnectAsync = static (socket, _) => throw GatewayAbsentException.NotRunning(socket ?? "/run/x"),
        };

    /// <param name="typed">Null where there is no terminal.</param>
    private protected Task<int> InitAsync(string? typed, params string[] options) =>
        CommandTable.RunAsync(["init", "--url", (_elsewhere ?? _ollama.Url).AbsoluteUri, .. options], Context(typed));
}
