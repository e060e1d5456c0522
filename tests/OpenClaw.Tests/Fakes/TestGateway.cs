using System.IO.Pipelines;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Logging;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Network;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Timekeeping;
using OpenClaw.Hosting;
using OpenClaw.Messages;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Scripted;
using OpenClaw.Tests.Control;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Fakes;

/// <summary>
/// The real gateway on a clock that stands still, with scripted models and a real database in a folder of its own; only sockets and signals
/// are missing. <see cref="Kill"/> and <see cref="Start"/> stand for a process that died and the next one.
/// </summary>
internal sealed class TestGateway : IDisposable
{
    public const string Owner = "pi";

    /// <summary>Generous: it only ends a test that would hang.</summary>
    private static readonly TimeSpan s_limit = ControlSocket.Patience;

    private readonly Dictionary<string, ScriptedChatClient> _models = [];
    private readonly LoopLog _log = new();
    private readonly string _home,
        _state;
    private string _toml;
    private Store? _store;
    private int _message;

    public TestGateway(string? toml = null, params IOutboundChannel[] channels)
        : this(null, null, toml ?? DefaultConfig, channels) { }

    /// <param name="home">What ~ stands for; absent, the folder.</param>
    /// <param name="state">The state that tools are kept from; absent, one in the folder.</param>
    public TestGateway(string? home, string? state, string toml, params IOutboundChannel[] channels)
    {
        (_home, _state) = (home ?? Folder.Path, state ?? Folder.File("state"));
        _toml = toml;
        Channels = [.. channels];
        Start();
    }

    public const string DefaultConfig = """
        [agent]
        owners = ["local:pi"]
        workspace = "work"

        [models.big]
        provider = "scripted"
        model = "big"

        [models.small]
        provider = "scripted"
        model = "small"

        [chains.default]
        models = ["big", "small"]

        [policies.guarded]
        default = { exec = "ask", write = "ask", edit = "ask", message = "ask", "*" = "allow" }

        [[policies.guarded.rules]]
        name = "notes"
        tools = ["write"]
        paths = ["notes/**"]
        action = "allow"

        [[policies.guarded.rules]]
        name = "no secrets"
        tools = ["write"]
        paths = ["secret/**"]
        action = "deny"
        reason = "not for models"
        """;

    public TempFolder Folder { get; } = new();

    /// <summary>Where messages can go besides the terminal; changed, it counts from the next reload or start on.</summary>
    public List<IOutboundChannel> Channels { get; }

    /// <summary>Where tools come from besides the built-in ones; changed, it counts from the next reload or start on.</summary>
    public List<IToolSource> ToolSources { get; } = [];

    public FakeClock Clock { get; } = new();

    /// <summary>Whether the machine says that its clock was put right since the boot.</summary>
    public bool IsSynchronised { get; set; }

    public EventLoop Loop { get; private set; } = null!;

    public Gateway Gateway { get; private set; } = null!;

    public List<GatewayEvent> Events { get; } = [];

    public IReadOnlyList<Exception> Failures => _log.Failures;

    public string Workspace => Folder.File("work");

    public ScriptedChatClient this[string model] => _models[model];

    /// <summary>A process begins on the state that is there.</summary>
    /// <param name="takeover">The state is taken for a replica of another machine's.</param>
    public void Start(bool takeover = false)
    {
        var time = new SteadyTime(Clock, Clock.Boot);
        Loop = new EventLoop(time, _log);
        EmptyState.PlaceAt(Folder.File("state.db"));
        _store = Store.Open(Folder.File("state.db"), time);
        var config = Read().Config ?? throw new InvalidOperationException(Read().DiagnosticsText());
        var setup = new GatewaySetup
        {
            Loop = Loop,
            Time = time,
            Store = _store,
            Config = config,
            Read = Read,
            StateDirectory = _state,
            IsTakeover = takeover,
            Socket = Folder.File("sock"),
            Home = _home,
            Redactor = new Redactor(),
            LauncherExecutable =
                Environment.GetEnvironmentVariable("OPENCLAW_TEST_EXECUTABLE") ?? Path.Combine(AppContext.BaseDirectory, "openclaw"),
            Channels = _ => [.. Channels],
            ToolSources = _ => [.. ToolSources],
            IsSynchronised = () => IsSynchronised,
            Jitter = new Random(1),
            Models = (c, loop) => new ModelTable(c.Models.Values, c.Chains.Values, new Dialer(DialRules.Open, Clock), loop, Client),
        };
        Gateway = Run(async () =>
        {
            var gateway = await GatewayBuilder.BuildAsync(setup);
            gateway.Events.Subscribe(Events.Add);
            await gateway.StartAsync(null);
            return gateway;
        });
    }

    /// <summary>The process dies: nothing of it runs any more, and what was committed is all there is.</summary>
    public void Kill() =>
        Run(async () =>
        {
            await _store!.DisposeAsync();
            return true;
        });

    /// <summary>The process is told to end, as SIGTERM does, and does so; what runs has no time left.</summary>
    public void Stop()
    {
        var patience = TimeSpan.FromSeconds(10);
        Task? stopped = null;
        Loop.Post(_ => stopped = Gateway.StopAsync(patience, "SIGTERM"), null);
        Loop.RunUntil(() => stopped is not null, s_limit);
        Clock.Advance(patience);
        Loop.RunUntil(() => stopped!.IsCompleted, s_limit);
        stopped!.GetAwaiter().GetResult();
    }

    public void Configure(string toml) => _toml = toml;

    public void Reload(string toml)
    {
        Configure(toml);
        Assert.True(Run(() => Gateway.Reloader.ReloadAsync()).Reloaded);
    }

    /// <summary>Asks over the control API, as root.</summary>
    public string Control(string method, string parameters = "{}")
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var serving = Run(() =>
            Task.FromResult(
                Gateway.Control.ServeAsync(
                    new ControlTransport(new PipePair(toServer.Reader, toClient.Writer), new PeerCredentials(1, 0, 0))
                )
            )
        );
        var answer = new ControlRigPeer(toServer.Writer, toClient.Reader, serving).AskAsync(
            $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}"""
        );
        UntilOutside(() => answer.IsCompleted);
        return answer.GetAwaiter().GetResult()!;
    }

    /// <summary>Changes the database behind the gateway's back.</summary>
    public void Sql(string sql) =>
        Run(async () =>
        {
            await _store!.CommitAsync(new Batch().Add(sql));
            return true;
        });

    /// <summary>An approved row and its record in the audit, as a kill leaves them between an answer and the begin of its call.</summary>
    public void LeaveApproved(ApprovalId id) =>
        Run(async () =>
        {
            await _store!.CommitAsync(
                new Batch()
                    .Add("update approvals set state = 'approved', decided_by = 'local:pi' where id = @0", id.Value)
                    .Audit(
                        "approval",
                        "local:main",
                        Events.OfType<GatewayEvent.ApprovalAsked>().Last(e => e.Approval == id).Turn!.Value.Value,
                        ("id", id.Value),
                        ("state", "approved"),
                        ("by", "local:pi")
                    )
            );
            return true;
        });

    /// <summary>The database may not grow any more (what needs a new page is refused as on a full disk), or may again.</summary>
    public void FillDisk(bool full) => Sql(full ? "pragma max_page_count=1" : "pragma max_page_count=1000000");

    public Accepted Say(string text, string session = "main", string user = Owner, string? id = null) =>
        Say(Message(text, session, user, id));

    public Accepted Say(InboundMessage message) => Run(() => Gateway.Intake.AcceptAsync(message));

    public InboundMessage Message(string text, string session = "main", string user = Owner, string? id = null) =>
        new()
        {
            Identity = new MessageIdentity("local", "", session, id ?? $"m{++_message}"),
            Sender = new Sender("local", user),
            Chat = new Chat("local", "", session, ChatKind.Direct),
            Text = text,
            ReceivedAt = Clock.GetUtcNow(),
        };

    /// <summary>Says something and waits for the turn's end.</summary>
    public GatewayEvent.TurnEnded Ask(string text, string session = "main", string user = Owner) => EndOf(Say(text, session, user));

    public GatewayEvent.TurnEnded EndOf(Accepted accepted) => EndOf(accepted.Turn);

    public GatewayEvent.TurnEnded EndOf(TurnId turn) => Wait<GatewayEvent.TurnEnded>(e => e.Turn == turn);

    /// <summary>What a transcript says that came of an asked call, once it was decided.</summary>
    public string ToldOf(ApprovalId id, string session = "local:main")
    {
        var transcript = Transcript(session);
        var call = transcript.OfType<Entry.Assistant>().SelectMany(static entry => entry.Calls ?? []).Single(c => c.Approval == id.Value);
        return transcript.OfType<Entry.ToolResult>().Single(result => result.Call == call.Id).Text;
    }

    /// <summary>The notice of a decision, in its first line.</summary>
    public string NoticeOf(ApprovalId id, string session = "local:main") =>
        Transcript(session).OfType<Entry.Notice>().Single(notice => notice.Approval == id.Value).Text.Split('\n')[0];

    /// <summary>Waits for the call of a turn that asks, and returns its approval's id.</summary>
    public ApprovalId AskedBy(Accepted accepted) => Wait<GatewayEvent.ApprovalAsked>(e => e.Turn == accepted.Turn).Approval;

    public T Wait<T>(Func<T, bool> which)
        where T : GatewayEvent
    {
        Loop.RunUntil(() => Events.OfType<T>().Any(which), s_limit);
        return Events.OfType<T>().First(which);
    }

    /// <summary>Lets time pass in steps, and the gateway do at each what is due: run in one go, everything on the way would be
    /// late.</summary>
    public void Pass(TimeSpan time, TimeSpan? step = null)
    {
        for (var left = time; left > TimeSpan.Zero; left -= step ?? TimeSpan.FromSeconds(30))
        {
            Clock.Advance(left < (step ?? TimeSpan.FromSeconds(30)) ? left : step ?? TimeSpan.FromSeconds(30));
            Settle();
        }
    }

    /// <summary>Waits until nothing runs: turns may sleep, and the clock wait.</summary>
    public void Settle() =>
        Until(() =>
            !Gateway.Clock.IsMoving
            && !Gateway.Cron.IsStepping
            && !Gateway.Reminders.IsStepping
            && Gateway.Lanes.Lanes.All(static lane => lane.IsQuiet ? lane.Waiting.Count == 0 : lane.Running is null)
        );

    public void Until(Func<bool> done) => Loop.RunUntil(done, s_limit);

    /// <summary>Waits for something that must be asked of the gateway each time, such as what its database says.</summary>
    public void UntilAsked(Func<bool> look)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!look())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_limit, "it did not become so");
        }
    }

    /// <summary>Waits for something that no callback of the loop tells of, such as a file that a command makes.</summary>
    public void UntilOutside(Func<bool> done)
    {
        using var look = new Timer(_ => Loop.Post(static _ => { }, null), null, 0, 20);
        var started = TimeProvider.System.GetTimestamp();
        Loop.RunUntil(() => done() || TimeProvider.System.GetElapsedTime(started) > s_limit, s_limit);
        Assert.True(done());
    }

    public T Run<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        Loop.Post(_ => task = work(), null);
        Loop.RunUntil(() => task is { IsCompleted: true }, s_limit);
        return task!.GetAwaiter().GetResult();
    }

    public IReadOnlyList<Entry> Transcript(string session = "local:main") =>
        [
            .. Rows(
                "select body from entries where session = @0 order by seq",
                static row => System.Text.Json.JsonSerializer.Deserialize(row.GetString(0), SessionJson.Default.Entry)!,
                session
            ),
        ];

    public IReadOnlyList<T> Rows<T>(string sql, Func<Microsoft.Data.Sqlite.SqliteDataReader, T> row, params object[] values) =>
        Run(() => _store!.ReadAsync(connection => connection.Query(sql, row, values)));

    public void Dispose()
    {
        Run(async () =>
        {
            await Gateway.Commands.DisposeAsync();
            await _store!.DisposeAsync();
            return true;
        });
        Loop.Dispose();
        Folder.Dispose();
    }

    private ConfigResult Read() =>
        ConfigLoader.LoadText(
            _toml,
            "openclaw.toml",
            new ConfigRequest
            {
                Directory = Folder.Path,
                Home = _home,
                Environment = static _ => null,
                Time = Clock,
            }
        );

    // Models are scripted, but for those whose server a test has started.
    private IModelClient Client(ModelConfig config)
    {
        if (config.Provider != ModelProvider.Scripted)
        {
            return ModelTable.Make(config, new Dialer(DialRules.Open, Clock), Clock);
        }
        if (!_models.TryGetValue(config.Name, out var client))
        {
            _models.Add(config.Name, client = new ScriptedChatClient(Clock));
        }
        return client;
    }
}
