using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Schedules;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Config;

/// <summary>What <c>[[cron]]</c> takes, and what is said of what it does not take.</summary>
public sealed class CronConfigTests : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[[cron]]\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_ArrivesWhereItBelongs()
    {
        var job = _folder
            .Config(
                Model
                    + """
                    name = "morning"
                    schedule = "0 8 * * 1-5"
                    check = "test -s mbox"
                    prompt = "Two\nlines."
                    timezone = "Europe/Amsterdam"
                    session = "main"
                    policy = "read-only"
                    chain = "default"
                    deliver = "local:main"
                    timeout = "5m"
                    overlap = "queue"
                    missed = "all"
                    missed_window = "2h"
                    jitter = "30s"
                    retry = { times = 2, backoff = "30s" }
                    enabled = false
                    """
            )
            .Cron.Single();

        CronExpression.TryParse("0 8 * * 1-5", out var expression, out _);
        Assert.Equal(
            new CronJobConfig
            {
                Name = "morning",
                Schedule = new Schedule.Cron(expression!),
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"),
                Check = "test -s mbox",
                Prompt = "Two\nlines.",
                Session = "main",
                Policy = "read-only",
                Chain = "default",
                Deliver = new ReplyAddress("local", "", "main"),
                Timeout = TimeSpan.FromMinutes(5),
                Overlap = OverlapMode.Queue,
                Missed = MissedMode.All,
                MissedWindow = TimeSpan.FromHours(2),
                Jitter = TimeSpan.FromSeconds(30),
                Retry = new RetryConfig(2) { Backoff = TimeSpan.FromSeconds(30) },
                Enabled = false,
                Span = job.Span,
            },
            job
        );
        Assert.Equal("0 8 * * 1-5 Europe/Amsterdam", job.ScheduleText);
    }

    [Fact]
    public void Smallest_HasTheDefaults()
    {
        var job = _folder
            .Config("[agent]\ntimezone = \"Asia/Tokyo\"\n" + Model + "name = \"a\"\nevery = \"15m\"\ncommand = \"true\"\n")
            .Cron.Single();

        Assert.Equal(
            new CronJobConfig
            {
                Name = "a",
                Schedule = new Schedule.Every(TimeSpan.FromMinutes(15)),
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"),
                Command = "true",
                Policy = "guarded",
                Chain = "default",
                Span = job.Span,
            },
            job
        );
        Assert.Null(job.Deliver);
    }

    [Theory]
    [InlineData("at = \"2099-12-24T18:00\"")]
    [InlineData("at = 2099-12-24T18:00:00")]
    public void At_AsATextOrAsTomlsOwn_IsTheSame(string at) =>
        Assert.Equal(
            new Schedule.At(new DateTime(2099, 12, 24, 18, 0, 0)),
            _folder.Config(Model + $"name = \"a\"\n{at}\nprompt = \"x\"\n").Cron.Single().Schedule
        );

    [Fact]
    public void At_WithAnOffset_IsAnInstant() =>
        Assert.Equal(
            new Schedule.At(new DateTime(2099, 12, 24, 18, 0, 0), TimeSpan.FromHours(-5)),
            _folder.Config(Model + "name = \"a\"\nat = 2099-12-24T18:00:00-05:00\nprompt = \"x\"\n").Cron.Single().Schedule
        );

    [Theory]
    [InlineData("schedule = \"0 8 * * *\"\nprompt = \"x\"", "cron[#1] needs name, for example: name = \"morning\"")]
    [InlineData("name = \"a b\"\nevery = \"1h\"\nprompt = \"x\"", "is no name for a job")]
    [InlineData(
        "name = \"a\"\nprompt = \"x\"",
        "cron[a] needs schedule, for example: schedule = \"0 8 * * 1-5\" (or every = \"15m\", or at = \"2026-12-24T18:00\")"
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\nat = \"2099-12-24T18:00\"\nprompt = \"x\"",
        "openclaw.toml:7:6: error: cron[a].at cannot stand beside another; a job has one of schedule, every and at"
    )]
    [InlineData("name = \"a\"\nevery = \"1h\"", "cron[a] needs prompt")]
    [InlineData("name = \"a\"\nevery = \"1h\"\nprompt = \"x\"\ncommand = \"ls\"", "cron[a].command cannot stand beside prompt")]
    [InlineData("name = \"a\"\nevery = \"1h\"\ncheck = \"ls\"", "cron[a].check needs a prompt")]
    [InlineData("name = \"a\"\nevery = \"7h30m\"\nprompt = \"x\"", "cron[a].every is \"7h30m\"")]
    [InlineData("name = \"a\"\nevery = \"1500ms\"\nprompt = \"x\"", "cron[a].every cannot be had")]
    [InlineData("name = \"a\"\nschedule = \"0 0 31 2 *\"\nprompt = \"x\"", "cron[a].schedule is no time:")]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\ntimezone = \"Europe/Amsterdan\"\nprompt = \"x\"",
        "cron[a].timezone is \"Europe/Amsterdan\", which is no time zone. Did you mean \"Europe/Amsterdam\"?"
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\npolicy = \"redonly\"\nprompt = \"x\"",
        "cron[a].policy names \"redonly\", which is not defined. Did you mean \"read-only\"?"
    )]
    [InlineData("name = \"a\"\nevery = \"1h\"\ndeliver = \"main\"\nprompt = \"x\"", "cron[a].deliver has \"main\", which is no address")]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\ndeliver = \"cron:b\"\nprompt = \"x\"",
        "cron[a].deliver names the channel \"cron\", which nobody speaks on"
    )]
    [InlineData("name = \"a\"\nevery = \"1h\"\ndeliver = true\nprompt = \"x\"", "cron[a].deliver must be a string, not a boolean")]
    [InlineData("name = \"a\"\nevery = \"1h\"\nsession = \"cron:b\"\nprompt = \"x\"", "cron[a].session is the session of a job")]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\nmised = \"once\"\nprompt = \"x\"",
        "unknown key \"mised\" in cron[a]. Did you mean \"missed\"?"
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\nmissed = \"twice\"\nprompt = \"x\"",
        "cron[a].missed is \"twice\", and must be one of \"skip\", \"once\", \"all\""
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1m\"\njitter = \"5m\"\nprompt = \"x\"",
        "cron[a].jitter (5m) is as long as the time between two runs (1m); make it shorter"
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\nprompt = \"x\"\n[[cron]]\nname = \"a\"\nevery = \"1h\"\nprompt = \"x\"",
        "two [[cron]] are called \"a\""
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\nprompt = \"x\"\n[[sessions]]\nname = \"cron:a\"",
        "sessions[cron:a] has a name that begins with \"cron:\""
    )]
    [InlineData(
        "name = \"a\"\nevery = \"1h\"\nprompt = \"x\"\n[[sessions]]\nname = \"s\"\nmatch = { channel = \"cron\" }",
        "names the channel \"cron\", which nobody speaks on"
    )]
    public void Mistake_IsSaidWithItsPlace(string job, string expected)
    {
        _folder.With("openclaw.toml", Model + job + "\n");

        Assert.Null(_folder.Load().Config);
        Assert.Contains(expected, _folder.Said());
    }

    [Fact]
    public void Expression_Mistake_HasItsCaretUnderTheField()
    {
        _folder.With("openclaw.toml", Model + "name = \"a\"\nschedule = \"0 25 * * *\"\nprompt = \"x\"\n");

        Assert.Contains("openclaw.toml:6:15: error: cron[a].schedule is no time:", _folder.Said());
        Assert.Contains("              ^^\n", _folder.Said());
    }

    [Theory]
    [InlineData("at = \"2020-12-24T18:00\"\nprompt = \"x\"", "warning: cron[a].at? will not run again")]
    [InlineData("every = \"1h\"\nprompt = \"x\"\nmissed_window = \"2h\"", "cron[a].missed_window has no effect without missed")]
    [InlineData("every = \"1h\"\nprompt = \"x\"\nretry = { backoff = \"2h\" }", "cron[a].retry.backoff has no effect without retry.times")]
    [InlineData("every = \"1h\"\ncommand = \"x\"\nchain = \"default\"", "cron[a].chain has no effect: a command asks no model")]
    [InlineData("every = \"1h\"\ncommand = \"x\"\ntimeout = \"2h\"", "cron[a].timeout (2h) is longer than tools.exec_max_timeout (30m)")]
    public void Doubtful_IsWarnedOf(string job, string expected)
    {
        _folder.With("openclaw.toml", Model + $"name = \"a\"\n{job}\n");

        Assert.NotNull(_folder.Load().Config);
        Assert.Contains(expected.Replace(".at?", ""), _folder.Said());
    }

    [Fact]
    public void Sender_PoliciesMayNameAJob() =>
        _folder.Config(
            Model.Replace(
                "[[cron]]\n",
                "[policies.p]\ndefault = { exec = \"ask\" }\n[[policies.p.rules]]\nname = \"r\"\nsenders = [\"cron:a\"]\ncommands = [\"df\"]\naction = \"allow\"\n"
            )
        );
}
