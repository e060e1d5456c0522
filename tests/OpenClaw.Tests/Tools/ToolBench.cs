using System.Text.Json;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Exec;
using OpenClaw.Foundation.Loop;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Policy;
using OpenClaw.Tools;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Tools;

/// <summary>A workspace in a temporary folder, a loop on a thread of its own, and all tools behind a policy that allows what it is not told
/// otherwise.</summary>
internal sealed class ToolBench : IAsyncDisposable, ILoopObserver, IMessageSender, ISessionDirectory, IReminders
{
    private readonly EventLoop _loop;
    private readonly Thread _thread;
    private readonly RunningCommands _commands;
    private readonly ToolTable _tools;

    public ToolBench()
    {
        Folder = Directory.CreateTempSubdirectory("openclaw-tools").FullName;
        Workspace = Directory.CreateDirectory($"{Folder}/ws").FullName;
        _loop = new EventLoop(TimeProvider.System, this);
        _thread = new Thread(() => _loop.Run());
        _thread.Start();
        var executable =
            Environment.GetEnvironmentVariable("OPENCLAW_TEST_EXECUTABLE") ?? Path.Combine(AppContext.BaseDirectory, "openclaw");
        _commands = new RunningCommands(new CommandRunner(new LauncherRegistry(), $"{Folder}/spool", executable), _loop);
        _tools = new ToolTable(new BuiltInTools(_commands, this, this, this));
        Scope = new ToolScope
        {
            Session = SessionKey.Local("main"),
            Sender = new Sender("local", "pi"),
            Origin = Origin.Chat,
            Workspace = Workspace,
            Limits = new ToolsConfig { ExecTimeout = TimeSpan.FromSeconds(60) },
            Turn = new TurnId(1),
            CallId = "c1",
            Protected = ProtectedFiles.None,
        };
    }

    public string Folder { get; }

    public string Workspace { get; }

    public ToolScope Scope { get; set; }

    public ToolTable Tools => _tools;

    public List<PolicyRule> Rules { get; } = [];

    public List<(string To, string Text)> Sent { get; } = [];

    public static CancellationToken Ct =>
        CancellationTokenSource
            .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(ControlSocket.Patience).Token)
            .Token;

    public string this[string name]
    {
        get => File.ReadAllText($"{Workspace}/{name}");
        set
        {
            Directory.CreateDirectory(Path.GetDirectoryName($"{Workspace}/{name}")!);
            File.WriteAllText($"{Workspace}/{name}", value);
        }
    }

    public Task<ToolIntent> IntendAsync(string tool, string arguments) =>
        _loop.InvokeAsync(async () =>
        {
            using var json = JsonDocument.Parse(arguments);
            return await _tools.Find(tool)!.IntendAsync(json.RootElement, Scope, Ct);
        });

    public async Task<ToolIntent.Ready> ReadyAsync(string tool, string arguments) =>
        Assert.IsType<ToolIntent.Ready>(await IntendAsync(tool, arguments));

    public async Task<string> RefusedAsync(string tool, string arguments) =>
        Assert.IsType<ToolIntent.Refused>(await IntendAsync(tool, arguments)).Complaint;

    /// <summary>Bind, gate, run, as the agent does it.</summary>
    public async Task<ToolResult> RunAsync(string tool, string arguments, CancellationToken? ct = null) =>
        await RunAsync(tool, await ReadyAsync(tool, arguments), ct);

    public Task<ToolResult> RunAsync(string tool, ToolIntent.Ready intent, CancellationToken? ct = null) =>
        _loop.InvokeAsync(async () =>
        {
            var context = PolicySamples.Call(tool) with
            {
                Session = Scope.Session,
                Workspace = Workspace,
                Arguments = intent.Arguments,
                Effects = intent.Effects,
                Binding = intent.Binding,
            };
            var policies = PolicySamples.Set(PolicySamples.PolicyOf([PolicySamples.Default("*", PolicyAction.Allow)], [.. Rules])) with
            {
                Forbidden = [$"{Folder}/state"],
            };
            var granted = Gate.Grant(policies, context);
            Assert.True(granted is not null, Explanation.Line(Gate.Decide(policies, context)));
            return await _tools.Find(tool)!.RunAsync(granted, Scope, ct ?? Ct);
        });

    public async Task<string> DoesAsync(string tool, string arguments)
    {
        var result = await RunAsync(tool, arguments);
        Assert.False(result.Failed, result.Text);
        return result.Text;
    }

    public async Task<string> FailsAsync(string tool, string arguments)
    {
        var result = await RunAsync(tool, arguments);
        Assert.True(result.Failed, result.Text);
        return result.Text;
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.InvokeAsync(async () =>
        {
            await _commands.DisposeAsync();
            return 0;
        });
        _loop.Stop();
        _thread.Join();
        _loop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    void ILoopObserver.Alive() { }

    void ILoopObserver.Slow(string callback, TimeSpan took) { }

    void ILoopObserver.Failed(Exception exception) => throw exception;

    void ILoopObserver.TaskFailed(string name, Exception exception) => throw exception;

    string? IReminders.Complaint(string when) => when.StartsWith("at ") ? null : $"'{when}': when?";

    Task<ToolResult> IReminders.SetAsync(string when, string text, ToolScope scope) =>
        Task.FromResult(new ToolResult($"{scope.Session} {when} {text}"));

    Task<ToolResult> IReminders.ListAsync(SessionKey session) => Task.FromResult(new ToolResult($"those of {session}"));

    Task<ToolResult> IReminders.CancelAsync(SessionKey session, long id) => Task.FromResult(new ToolResult($"{session} {id} cancelled"));

    string? IMessageSender.Resolve(string address, ToolScope scope, out string complaint)
    {
        complaint = address.Contains(':') ? "" : $"nobody is reached at '{address}'";
        return address.Contains(':') ? address : null;
    }

    Task<ToolResult> IMessageSender.SendAsync(string address, string text, ToolScope scope, CancellationToken ct)
    {
        _loop.VerifyAccess();
        Sent.Add((address, text));
        return Task.FromResult(new ToolResult($"sent to {address}"));
    }

    Task<IReadOnlyList<string>> ISessionDirectory.ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(["local:main idle", "local:b running"]);

    Task<string?> ISessionDirectory.StatusAsync(SessionKey session, CancellationToken ct) =>
        Task.FromResult(session.Value == "local:main" ? "idle" : null);

    Task<IReadOnlyList<string>?> ISessionDirectory.HistoryAsync(SessionKey session, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>?>([.. Enumerable.Range(1, limit).Select(i => $"entry {i}")]);
}
