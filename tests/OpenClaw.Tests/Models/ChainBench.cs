using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Network;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Decorators;
using OpenClaw.Models.Providers.Scripted;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Models;

/// <summary>A chain of scripted models on a loop and a clock that the test drives.</summary>
internal sealed class ChainBench : ILoopObserver, IReplySink
{
    public static ToolSpec Exec { get; } =
        new(
            "exec",
            "Runs a command.",
            """{"type":"object","properties":{"command":{"type":"string"},"timeout":{"type":"integer"}},"required":["command"],"additionalProperties":false}"""
        );

    private readonly EventLoop _loop;
    private readonly ModelTable _table;
    private readonly Dictionary<string, ScriptedChatClient> _clients = [];

    public ChainBench(ChainConfig chain, params ModelConfig[] models)
        : this(chain, ModelTable.Decorators, models) { }

    public ChainBench(ChainConfig chain, IReadOnlyList<ModelDecorator> decorators, params ModelConfig[] models)
    {
        Clock = new FakeClock();
        _loop = new EventLoop(Clock, this);
        _table = new ModelTable(
            models,
            [chain],
            new Dialer(DialRules.Open, Clock),
            _loop,
            config => _clients[config.Name] = new ScriptedChatClient(Clock),
            decorators
        );
    }

    public FakeClock Clock { get; }

    public ScriptedChatClient this[string model] => _clients[model];

    /// <summary>What the sink heard: "asking big", "text hi", "restarted big server_error".</summary>
    public List<string> Heard { get; } = [];

    public List<Exception> Failures { get; } = [];

    public LiveModel Live(string name) => _table.Model(name)!;

    public static ChainBench Of(params string[] models) => new(Chain(models), [.. models.Select(m => Model(m))]);

    public static ChainConfig Chain(params string[] models) =>
        new()
        {
            Name = "default",
            Models = [.. models],
            Span = default!,
        };

    public static ModelConfig Model(string name) =>
        new()
        {
            Name = name,
            Provider = ModelProvider.Scripted,
            Model = name,
            Span = default!,
        };

    public static ModelRequest Request(string user = "hello", params ToolSpec[] tools) =>
        new() { Messages = [new ChatMessage(ChatRole.System, "You are Claw."), new ChatMessage(ChatRole.User, user)], Tools = tools };

    public Task<ChainOutcome> Ask(ModelRequest? request = null) => AskUntil(CancellationToken.None, request);

    public Task<ChainOutcome> AskUntil(CancellationToken ct, ModelRequest? request = null)
    {
        var done = new TaskCompletionSource<ChainOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Post(
            async _ =>
            {
                try
                {
                    done.SetResult(await _table.Chain("default").AskAsync(request ?? Request(), this, ct));
                }
                catch (OperationCanceledException e)
                {
                    done.SetCanceled(e.CancellationToken);
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            },
            null
        );
        Run();
        return done.Task;
    }

    public async Task<ModelReply> Reply(ModelRequest? request = null) => Assert.IsType<ChainOutcome.Answered>(await Ask(request)).Reply;

    public async Task<ChainOutcome.Answered> Answered(ModelRequest? request = null) =>
        Assert.IsType<ChainOutcome.Answered>(await Ask(request));

    public async Task<ChainOutcome.Exhausted> Exhausted(ModelRequest? request = null) =>
        Assert.IsType<ChainOutcome.Exhausted>(await Ask(request));

    /// <summary>What <c>models probe</c> finds out of a model by asking it.</summary>
    public async Task<ModelTrials> Try(string model, ModelTraits? traits = null)
    {
        Task<ModelTrials>? trial = null;
        _loop.Post(_ => trial = Live(model).TryAsync(traits, CancellationToken.None), null);
        Run();
        return await trial!;
    }

    /// <summary>What a reload does to the table it replaces.</summary>
    public void Retire() => _table.Dispose();

    public void Advance(TimeSpan time)
    {
        Clock.Advance(time);
        Run();
    }

    public void Run()
    {
        _loop.RunUntilIdle();
        Assert.Empty(Failures);
    }

    void ILoopObserver.Alive() { }

    void ILoopObserver.Slow(string callback, TimeSpan took) { }

    void ILoopObserver.Failed(Exception exception) => Failures.Add(exception);

    void ILoopObserver.TaskFailed(string name, Exception exception) => Failures.Add(exception);

    void IReplySink.Asking(string model) => Heard.Add($"asking {model}");

    void IReplySink.Text(string delta) => Heard.Add($"text {delta}");

    void IReplySink.Thinking(string delta) => Heard.Add($"thinking {delta}");

    void IReplySink.WordsWereThought() => Heard.Add("words were thought");

    void IReplySink.Restarted(ModelAttempt because) => Heard.Add($"restarted {because.Model} {because.Kind}");
}
