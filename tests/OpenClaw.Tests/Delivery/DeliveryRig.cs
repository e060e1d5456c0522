using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;
using OpenClaw.Messages;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Delivery;

/// <summary>The outbox and its sender on a real database, with channels and a clock of the test's own.</summary>
internal sealed class DeliveryRig : IDisposable
{
    private static readonly TimeSpan s_limit = ControlSocket.Patience;
    private static readonly SessionKey s_session = new("local:main");

    private readonly LoopLog _log = new();
    private readonly List<FakeChannel> _channels;
    private Store _store = null!;

    public DeliveryRig(params string[] channels)
    {
        _channels = [.. channels.Select(name => new FakeChannel(name, Clock))];
        Begin();
        Start();
    }

    public string Settings { get; set; } = "";

    public TempFolder Folder { get; } = new();

    public FakeClock Clock { get; } = new();

    public EventLoop Loop { get; private set; } = null!;

    public OutboxStore Outbox { get; private set; } = null!;

    public OutboxSender Sender { get; private set; } = null!;

    public OutboxService Service { get; private set; } = null!;

    public Current<OutboundChannels> Channels { get; private set; } = null!;

    public List<GatewayEvent.Delivered> Events { get; } = [];

    public FakeChannel this[string name] => _channels.Single(c => c.Channel == name);

    /// <summary>A process begins, and has not sent anything yet.</summary>
    public void Begin()
    {
        Loop = new EventLoop(Clock, _log);
        _store = Store.Open(Folder.File("state.db"));
        var config = new Current<GatewayConfig>(
            ConfigLoader
                .LoadText(
                    $"[models.m]\nprovider = \"scripted\"\n{Settings}",
                    "openclaw.toml",
                    new ConfigRequest
                    {
                        Directory = Folder.Path,
                        Home = Folder.Path,
                        Environment = static _ => null,
                    }
                )
                .Config!
        );
        Channels = new Current<OutboundChannels>(new OutboundChannels([.. _channels]));
        var hub = new EventHub(NullLogger.Instance);
        hub.Subscribe(happened => Events.Add((GatewayEvent.Delivered)happened));
        Run(async () =>
        {
            Outbox = new OutboxStore(_store, await Counters.LoadAsync(_store), Channels, config, Clock);
            Sender = new OutboxSender(Loop, _store, Outbox, Channels, config, hub, new Backoff(new Random(7)), NullLogger.Instance);
            Outbox.Queued += Sender.Take;
            Service = new OutboxService(_store, Outbox, Sender, Channels, hub);
            var batch = new Batch();
            Outbox.MarkInterrupted(batch);
            await _store.CommitAsync(batch);
            return true;
        });
    }

    public void Start() =>
        Run(() =>
        {
            Sender.Start();
            return Task.FromResult(true);
        });

    /// <summary>The process dies: nothing of it runs any more, and what was committed is all there is.</summary>
    public void Kill() =>
        Run(async () =>
        {
            await _store.DisposeAsync();
            return true;
        });

    public void KillAndStart()
    {
        Kill();
        Begin();
        Start();
    }

    /// <summary>Commits a message to an address such as <c>telegram:1</c>.</summary>
    public void Queue(string to, string text, TimeSpan? ttl = null) =>
        Run(async () =>
        {
            var batch = new Batch();
            Outbox.Add(batch, new OutboundMessage(ReplyAddress.Parse(to)!, text, s_session) { Ttl = ttl }, new TurnId(3));
            await _store.CommitAsync(batch);
            return true;
        });

    public void Reconfigure(params string[] channels) =>
        Run(() =>
        {
            Channels.Replace(new OutboundChannels([.. _channels.Where(c => channels.Contains(c.Channel))]));
            Sender.ChannelsChanged();
            return Task.FromResult(true);
        });

    public void Until(Func<bool> done) => Loop.RunUntil(done, s_limit);

    public void UntilStates(params string[] states) =>
        UntilRows("select state from outbox order by id", static row => row.GetString(0), states);

    /// <summary>Waits for what the disk says: what is committed is told on the loop afterwards.</summary>
    public void UntilRows<T>(string sql, Func<Microsoft.Data.Sqlite.SqliteDataReader, T> row, params T[] expected)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!Rows(sql, row).SequenceEqual(expected))
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < s_limit,
                $"expected {string.Join(", ", expected)}; it is {string.Join(", ", Rows(sql, row))}"
            );
        }

        Settle();
    }

    /// <summary>Lets everything happen that can happen without the clock. Reads and commits are done in the order they are asked for, so
    /// ours come after theirs.</summary>
    public void Settle()
    {
        for (var i = 0; i < 12; i++)
        {
            Rows("select 1", static row => row.GetInt32(0));
            Sql("update cursors set value = value");
            Loop.RunUntilIdle();
        }
    }

    public void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        Settle();
    }

    public IReadOnlyList<string> States => Rows("select state from outbox order by id", static row => row.GetString(0));

    public IReadOnlyList<T> Rows<T>(string sql, Func<Microsoft.Data.Sqlite.SqliteDataReader, T> row) =>
        Run(() => _store.ReadAsync(connection => connection.Query(sql, row)));

    public void Sql(string sql) =>
        Run(async () =>
        {
            await _store.CommitAsync(new Batch().Add(sql));
            return true;
        });

    /// <summary>Rows of the outbox can be read and not changed, or can be again.</summary>
    public void BreakDisk(bool broken) =>
        Sql(broken ? "create trigger broken before update on outbox begin insert into nowhere values(1); end" : "drop trigger broken");

    public T Run<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        Loop.Post(_ => task = work(), null);
        Loop.RunUntil(() => task is { IsCompleted: true }, s_limit);
        return task!.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Kill();
        Loop.Dispose();
        Folder.Dispose();
        Assert.Empty(_log.Failures);
    }
}
