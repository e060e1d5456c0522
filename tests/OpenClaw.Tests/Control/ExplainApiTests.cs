using System.Text.Json;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Control.Api;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.Policy;
using OpenClaw.Tools;

namespace OpenClaw.Tests.Control;

/// <summary><c>explain</c> says what a tool has against a call, and commands that the gateway runs cannot keep it busy.</summary>
public sealed class ExplainApiTests : IAsyncDisposable
{
    private const string Held = """{"jsonrpc":"2.0","id":1,"method":"explain","params":{"tool":"held","arguments":{}}}""";

    private readonly ConfigFolder _config = new();
    private readonly HeldTool _tool = new();
    private readonly ControlRig _rig;

    public ExplainApiTests()
    {
        var tools = new ToolTable(new HeldSource(_tool));
        var policies = PolicySamples.Set(PolicySamples.PolicyOf([PolicySamples.Default("*", PolicyAction.Allow)]));
        var config = _config.Config("[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\n");
        _rig = new ControlRig(
            ExplainApi.Explain.By(
                new ExplainApi(
                    tools,
                    new Current<GatewayConfig>(config),
                    new Current<PolicySet>(policies),
                    TimeProvider.System
                ).ExplainAsync
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        _tool.Release();
        await _rig.DisposeAsync();
        _config.Dispose();
    }

    [Theory]
    [InlineData("""{"tool":"read","arguments":{}}""", "read does not take these arguments: the argument 'path' is missing")]
    [InlineData("""{"tool":"read","arguments":{"path":"x","pth":"y"}}""", "read does not take these arguments: there is no argument 'pth'")]
    [InlineData("""{"tool":"read","arguments":[]}""", "arguments must be an object")]
    [InlineData("""{"tool":"red","arguments":{}}""", "no tool")]
    public async Task CallTheToolDoesNotTake_SaysWhy(string parameters, string words) =>
        Assert.Contains(words, await _rig.Connect().AskAsync($$"""{"jsonrpc":"2.0","id":1,"method":"explain","params":{{parameters}}}"""));

    [Fact]
    public async Task LaunchedCommands_AreAnsweredOneAtATime()
    {
        var (first, second) = (_rig.Connect(pid: ControlRig.Launched), _rig.Connect(pid: ControlRig.Launched));
        await first.SendAsync(Held + "\n");
        await _tool.Entered.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);

        Assert.Contains("explain is busy", await second.AskAsync(Held));

        _tool.Release();
        Assert.Contains("\"result\"", await first.ReadAsync());
        Assert.Contains("\"result\"", await second.AskAsync(Held));
    }

    [Fact]
    public async Task LaunchedCommandThatHungUp_KeepsItsPlaceUntilTheWorkIsDone()
    {
        var (first, second) = (_rig.Connect(pid: ControlRig.Launched), _rig.Connect(pid: ControlRig.Launched));
        await first.SendAsync(Held + "\n");
        await _tool.Entered.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);
        await first.CloseAsync();

        Assert.Contains("explain is busy", await second.AskAsync(Held));
    }

    [Fact]
    public async Task People_DoNotWaitForLaunchedCommands()
    {
        var launched = _rig.Connect(pid: ControlRig.Launched);
        await launched.SendAsync(Held + "\n");
        await _tool.Entered.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);

        Assert.Contains(
            "\"result\"",
            await _rig.Connect()
                .AskAsync("""{"jsonrpc":"2.0","id":1,"method":"explain","params":{"tool":"read","arguments":{"path":"x"}}}""")
        );
    }

    /// <summary>Binds a call when the test says so.</summary>
    private sealed class HeldSource(HeldTool held) : IToolSource
    {
        public string Name => "";

        public IReadOnlyList<Tool> Tools { get; } = [new ReadTool(), held];
    }

    private sealed class HeldTool : Tool
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public override string Name => "held";

        public override string Description => "";

        public override string Schema => "{}";

        public void Release() => _released.TrySetResult();

        public override async ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct)
        {
            _entered.TrySetResult();
            await _released.Task;
            return new ToolIntent.Ready("{}", [], CallBinding.Empty, "");
        }

        public override Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct) =>
            throw new NotSupportedException();
    }
}
