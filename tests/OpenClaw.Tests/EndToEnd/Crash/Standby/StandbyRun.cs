using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Standby;

/// <summary>
/// The first machine is killed at a point and its disk is gone; the replica is restored, and the second machine takes over. People write over
/// Telegram, once, and answer a question once: what they have answered on the first machine they refuse on the second.
/// </summary>
internal sealed class StandbyRun : IAsyncDisposable
{
    /// <summary>Messages that people write, a few times what Litestream needs to copy anything.</summary>
    private const int Messages = 36;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    private readonly TempFolder _folder = new();
    private readonly Telegram _telegram = new();
    private readonly Findings _findings = new();
    private readonly CrashGateway _gateway;
    private readonly Dictionary<string, DateTime> _acknowledged = [];
    private readonly HashSet<string> _answered = [];
    private readonly List<string> _said = [];

    private StandbyRun(string executable)
    {
        _gateway = new CrashGateway(
            executable,
            _folder,
            Config.Replace("@TELEGRAM@", _telegram.Url.ToString().TrimEnd('/')).Replace("@USER@", Environment.UserName),
            [("count.sh", "echo $1 >> ran; echo done $1\n")]
        );
    }

    public int Lost { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>All points there are, counted in a run that nobody disturbs.</summary>
    public static async Task<KillPlan> PlanAsync(string executable)
    {
        await using var run = new StandbyRun(executable);
        var trace = run._folder.File("trace");
        await run._gateway.StartAsync(Strace.Watch(trace, KillPlan.Calls));
        await run.DriveAsync();
        await run._gateway.StopAsync();
        return KillPlan.Of(await File.ReadAllLinesAsync(trace));
    }

    /// <summary>Tries one point.</summary>
    public static async Task<StandbyResult> TryAsync(string executable, KillPoint point)
    {
        await using var run = new StandbyRun(executable);
        try
        {
            return await run.TryAsync(point);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException or GatewayGoneException)
        {
            return new StandbyResult(point, false, 0, 0, [$"{e.Message}\n{run._gateway.Log}"]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _telegram.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<StandbyResult> TryAsync(KillPoint point)
    {
        await using var litestream = new Litestream(Path.Combine(_gateway.StatePath, "state.db"), _folder);
        var isReached = false;
        try
        {
            await _gateway.StartAsync(Strace.Kill(_folder.File("trace"), point));
            await DriveAsync();
            await _gateway.KillAsync();
        }
        catch (GatewayGoneException)
        {
            isReached = true;
            await _gateway.WaitForEndAsync();
        }

        await litestream.KillAsync();
        Note();
        var covered = litestream.CoveredUpTo;
        Directory.Delete(_gateway.StatePath, recursive: true);
        _gateway.Arguments = ["run", "--takeover"];
        if (!await litestream.RestoreAsync())
        {
            await RefusedAsync(covered);
            return Result();
        }

        var replica = Look();
        await _gateway.StartAsync();
        await RestAsync();
        await _gateway.StopAsync();
        Check(replica, Look(), covered);
        return Result();

        StandbyResult Result() => new(point, isReached, Lost, Unknown, _findings.Violations);
    }

    /// <summary>What people write: words, commands that count, two at a time, and commands that are asked for.</summary>
    private async Task DriveAsync()
    {
        for (var i = 0; i < Messages; i++)
        {
            string[] now = (i % 4) switch
            {
                0 => [$"hello {i}"],
                1 => [$"run sh count.sh c{i}"],
                2 => [$"run sh count.sh left{i}", $"run sh count.sh right{i}"],
                _ => [$"run sh count.sh asked{i}"],
            };
            for (var side = 0; side < now.Length; side++)
            {
                _said.Add(now[side]);
                _telegram.Say($"telegram:{7 + side}", now[side], now[side]);
            }
            await UntilAsync(async () =>
            {
                if (i % 4 == 3)
                {
                    await AnswerAsync(approve: static _ => true);
                }
                return now.All(HasAnswer);
            });
        }
    }

    /// <summary>The second machine, until nothing is under way there.</summary>
    private Task RestAsync() =>
        UntilAsync(async () =>
        {
            await AnswerAsync(approve: id => !_answered.Contains(id));
            var status = (await CallAsync("status", []))!;
            var (sessions, outbox) = (status["sessions"]!, status["outbox"]!);
            return (int)sessions["running"]! + (int)sessions["queued"]! + (int)sessions["asking"]! + (int)outbox["pending"]! == 0
                && _said.All(message => _telegram.IsAcknowledged(message));
        });

    private bool HasAnswer(string message) => Answers(message) > 0;

    private int Answers(string message) =>
        _telegram.Arrived.Count(sent =>
            sent.Text == $"You said: {message}" || (sent.Text.StartsWith("Result:") && sent.Text.Split().Contains(message.Split(' ')[^1]))
        );

    private async Task AnswerAsync(Func<string, bool> approve)
    {
        foreach (var asked in (await CallAsync("approvals.list", []))!["approvals"]!.AsArray())
        {
            var id = (string)asked!["id"]!;
            var isYes = approve(id);
            // Noted before it is said: who was cut off does not know whether it was heard.
            _answered.Add(id);
            await CallAsync(
                isYes ? "approvals.approve" : "approvals.deny",
                isYes ? new JsonObject { ["id"] = id, ["fingerprint"] = (string?)asked["fingerprint"] } : new JsonObject { ["id"] = id }
            );
        }
    }

    private async Task<JsonNode?> CallAsync(string method, JsonObject parameters)
    {
        try
        {
            await using var control = await ControlSocket.ConnectAsync(_gateway.SocketPath);
            return (await control.CallAsync(method, parameters) ?? throw new GatewayGoneException(method))["result"];
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new GatewayGoneException(method);
        }
    }

    private async Task UntilAsync(Func<Task<bool>> there)
    {
        var started = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(s_look);
        do
        {
            Note();
            if (_gateway.HasExited)
            {
                throw new GatewayGoneException("meanwhile");
            }
            if (await there())
            {
                return;
            }
            if (Stopwatch.GetElapsedTime(started) > ControlSocket.Patience)
            {
                throw new TimeoutException(
                    $"it does not come to rest; unacknowledged: {string.Join(", ", _said.Except(_acknowledged.Keys))}; the last to arrive: {string.Join(" | ", _telegram.Arrived.TakeLast(3))}"
                );
            }
        } while (await ticks.WaitForNextTickAsync());
    }

    /// <summary>When each message was seen to be acknowledged. That is never too early.</summary>
    private void Note()
    {
        foreach (var message in _telegram.Acknowledged)
        {
            _acknowledged.TryAdd(message, DateTime.UtcNow);
        }
    }

    /// <summary>Nothing had come to the replica, so there is nothing to take over.</summary>
    private async Task RefusedAsync(DateTime? covered)
    {
        var (ok, said) = await _gateway.RunAsync("run", "--takeover");
        _findings.Require(!ok && said.Contains("nothing to take over"), $"an empty state was taken over: {said}");
        _findings.Require(covered is null, "lost: the replica has files, and nothing was restored");
        Lost = _acknowledged.Count;
    }

    private void Check(StandbyRows replica, StandbyRows after, DateTime? covered)
    {
        foreach (
            var twice in File.Exists(Ran) ? File.ReadAllLines(Ran).GroupBy(static line => line).Where(static line => line.Count() > 1) : []
        )
        {
            _findings.Violations.Add($"double: {twice.Key} ran {twice.Count()} times");
        }
        foreach (var message in _said.Where(message => Answers(message) > 1))
        {
            _findings.Violations.Add($"double: {message} was answered {Answers(message)} times");
        }
        foreach (var (message, at) in _acknowledged.Where(pair => !after.Turns.ContainsKey(pair.Key)))
        {
            Lost++;
            _findings.Require(at >= covered, $"lost: {message} was acknowledged at {at:O}, and the replica goes on to {covered:O}");
        }
        foreach (var (message, turn) in replica.Turns)
        {
            var now = after.Turns.GetValueOrDefault(message);
            _findings.Require(
                now is ("answered", _) or ("failed", true) || (now.State == "answered" && turn.State == "answered"),
                $"lost: {message} was {turn.State} in the replica and is {now} now"
            );
            _findings.Require(
                turn.State == "answered" || HasAnswer(message) || now.IsUnknown || now.State == "answered",
                $"lost: {message} has no answer and is not listed"
            );
        }
        Unknown = after.Turns.Count(static turn => turn.Value.IsUnknown) + after.Unsent.Count;
        _findings.Require(after.Open == 0, $"{after.Open} rows are open at rest");
        _findings.Require(after.Epochs == 1, $"{after.Epochs} epochs in the audit");
        _findings.Require(after.MadeUp == 0, $"double: {after.MadeUp} occurrences of before the takeover were started after it");
    }

    private string Ran => Path.Combine(_gateway.Workspace, "ran");

    private StandbyRows Look()
    {
        using var state = StateFile.OpenCopy(_gateway.StatePath) ?? throw new InvalidOperationException("the restored state has no tables");
        long Count(string sql) => state.Query($"select count(*) from {sql}", static row => row.GetInt64(0))[0];
        return new StandbyRows(
            state
                .Query(
                    "select json_extract(message, '$.text'), state, coalesce(failure, '') like 'unknown:%' from turns where sender like 'telegram:%'",
                    static row => (Text: row.GetString(0), State: row.GetString(1), IsUnknown: row.GetInt64(2) != 0)
                )
                .ToDictionary(static turn => turn.Text, static turn => (turn.State, turn.IsUnknown)),
            state.Query("select text from outbox where state = 'unknown'", static row => row.GetString(0)),
            Count("turns where ended_at is null and sender like 'telegram:%'") + Count("outbox where state in ('pending', 'sending')"),
            Count("audit where kind = 'epoch'"),
            Count(
                """
                cron_runs where turn is not null and started_at > (select json_extract(body, '$.until_ms') from audit where kind = 'epoch')
                  and scheduled_at < (select json_extract(body, '$.until_ms') from audit where kind = 'epoch')
                """
            )
        );
    }

    private const string Config = """
        [agent]
        workspace = "@FOLDER@/workspace"
        owners = ["local:@USER@", "telegram:7", "telegram:8"]

        [channels.telegram]
        token = { env = "BOT_TOKEN" }
        api_url = "@TELEGRAM@"
        allow_from = ["7", "8"]

        [models.m]
        provider = "scripted"
        model = "demo"

        [chains.default]
        models = ["m"]

        [[cron]]
        name = "tick"
        every = "1s"
        policy = "guarded"
        missed = "all"
        command = "true"

        [policies.guarded]
        default = { "*" = "allow" }
        ask = { approvers = ["owners"], expires = "30m" }

        [[policies.guarded.rules]]
        name = "some ask"
        tools = ["exec"]
        commands = ["sh count.sh asked*"]
        action = "ask"
        """;
}

/// <summary>What a state says of the messages of people.</summary>
internal sealed record StandbyRows(
    IReadOnlyDictionary<string, (string State, bool IsUnknown)> Turns,
    IReadOnlyList<string> Unsent,
    long Open,
    long Epochs,
    long MadeUp
);

/// <summary>How one point went.</summary>
internal sealed record StandbyResult(KillPoint Point, bool IsReached, int Lost, int Unknown, IReadOnlyList<string> Violations)
{
    public bool Held => Violations.Count == 0;

    public override string ToString() => $"BROKEN {Point}\n  {string.Join("\n  ", Violations)}";

    /// <summary>The summary that `build.sh crash --standby` ends with.</summary>
    public static string Summary(IReadOnlyList<StandbyResult> results, TimeSpan took)
    {
        int Broken(string word) => results.Sum(result => result.Violations.Count(v => v.StartsWith(word)));
        var (lost, twice) = (Broken("lost:"), Broken("double:"));
        return $"""
            kill points of the first machine: {results.Count}, {results.Count(static result => result.IsReached)} of them reached
            lost within the lag: {results.Sum(static result => result.Lost)} messages   listed as unknown: {results.Sum(static result =>
                result.Unknown
            )}
            lost beyond the lag: {lost}   double: {twice}   other promises broken: {results.Sum(static result => result.Violations.Count) - lost - twice}
            time: {took.TotalSeconds:0} s
            """;
    }
}
