using OpenClaw.Scheduling;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Scheduling;

/// <summary>A gateway with one job called <c>job</c>, on a Monday at eight in the morning.</summary>
internal sealed class CronBench : IDisposable
{
    /// <summary>Commands are allowed, so that a job can be one.</summary>
    public const string Allowing = """
        [agent]
        owners = ["local:pi"]
        workspace = "work"

        [models.big]
        provider = "scripted"
        model = "big"

        # The model that never answers must not give up before the job's own limit.
        [chains.default]
        models = ["big"]
        first_token_timeout = "1h"

        [policies.guarded]
        default = { exec = "allow", "*" = "allow" }

        [[policies.guarded.rules]]
        name = "all commands"
        tools = ["exec"]
        commands = ["**"]
        action = "allow"

        """;

    private readonly string _base;

    /// <param name="answers">Whether the model answers "done"; else the test says what it does.</param>
    public CronBench(string job, string toml = Allowing, bool answers = true)
    {
        _base = toml;
        Gateway = new TestGateway(With(job));
        if (answers)
        {
            Gateway["big"].Answers("done");
        }
    }

    public TestGateway Gateway { get; }

    public void Dispose() => Gateway.Dispose();

    public string With(string job) => $"{_base}\n[[cron]]\nname = \"job\"\n{job}\n";

    /// <summary>The gateway is not there for a while.</summary>
    public void Away(TimeSpan time)
    {
        Gateway.Kill();
        Gateway.Clock.Advance(time);
        Gateway.Start();
        Gateway.Settle();
    }

    /// <summary>Rows as <c>08:01#1 done</c>, oldest first.</summary>
    public IReadOnlyList<string> Runs() =>
        Gateway.Rows(
            "select scheduled_at, attempt, state from cron_runs where job = 'job' order by scheduled_at, attempt",
            static row =>
                $"{DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)).UtcDateTime:HH:mm}#{row.GetInt32(1)} {row.GetString(2)}"
        );

    public int Count(string state) =>
        Gateway.Rows("select count(*) from cron_runs where state = @0", static row => row.GetInt32(0), state)[0];

    /// <summary>Turns that cron set off.</summary>
    public int Turns => Gateway.Rows("select count(*) from turns where origin = 'cron'", static row => row.GetInt32(0))[0];

    public IReadOnlyList<string> Alerts =>
        [
            .. Gateway
                .Transcript("local:main")
                .OfType<OpenClaw.Turns.Transcripts.Entry.Notice>()
                .Select(notice => notice.Text.Split('\n')[0]),
        ];

    public string? Note(string state) =>
        Gateway
            .Rows("select note from cron_runs where state = @0", static row => row.IsDBNull(0) ? null : row.GetString(0), state)
            .FirstOrDefault();

    public CronJob Job => Gateway.Gateway.Cron.Jobs.Single();

    public string Path(string file)
    {
        Directory.CreateDirectory(Gateway.Workspace);
        return System.IO.Path.Combine(Gateway.Workspace, file);
    }
}
