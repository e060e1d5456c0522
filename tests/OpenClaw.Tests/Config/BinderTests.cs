using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Messages;

namespace OpenClaw.Tests.Config;

/// <summary>Every setting, with a value that is not its default, arrives where it belongs.</summary>
public sealed class BinderTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private const string Everything = """"
        [agent]
        name = "Pincer"
        owners = ["local:pi", "local:root"]
        timezone = "Europe/Amsterdam"
        workspace = "/srv/claw"
        people = "/srv/people"
        instructions = ["/dev/null"]
        max_steps = 7
        max_turn_time = "90s"

        [network]
        local_only = true
        allow = ["192.168.1.20", "10.0.0.0/8", "nas.lan"]

        [models.small]
        provider = "ollama"
        url = "http://localhost:11435"
        model = "qwen3:1.7b"
        context = 4096
        max_tokens = 512
        keep_alive = "forever"
        price = { input = "0.15", output = "0.60" }
        temperature = 1
        think = false
        tools = true
        images = true

        [models.big]
        provider = "openai"
        url = "https://nas.lan/v1"
        model = "qwen3-30b"
        api_key = { env = "BIG_KEY" }

        [models.actor]
        provider = "scripted"
        script = "~/actor.json"

        [chains.default]
        models = ["big", "small", "actor"]
        connect_timeout = "500ms"
        first_token_timeout = "5m"
        idle_timeout = "20s"
        cooldown = "10s"
        max_cooldown = "1h"
        on_exhausted = "wait"

        [[sessions]]
        name = "jobs"
        match = { channel = "local", chat_kind = "group", chat = ["a", "b*"], sender = "owners", origin = ["chat", "cron"] }
        key = "jobs-{sender}"
        policy = "tight"
        chain = "default"
        deliver = false
        workspace = "jobs"
        reset = { daily = 04:30, idle = "2h" }
        queue = "collect"
        debounce = "2s"
        queue_limit = 3
        max_age = "2h"
        budget = { turns_per_hour = 1, tokens_per_day = 2, tool_calls_per_turn = 3, seconds_per_turn = 4, cost_per_day = "5", cost_per_month = "6" }

        [[sessions]]
        name = "rest"
        per_sender = true
        delivery_ttl = "5m"

        [policies.tight]
        default = { exec = "ask", "*" = "deny" }
        ask = { approvers = ["local:pi"], expires = "5m", notify = ["local:pi"], self = false }

        [[policies.tight.rules]]
        name = "r"
        tools = ["exec", "mess*"]
        commands = ["git **"]
        cwd = ["src/**"]
        origins = ["hook"]
        senders = ["owners"]
        sessions = ["local:main"]
        except = { commands = ["git push **"] }
        action = "allow"
        reason = "because"

        [[policies.tight.rules]]
        paths = ["notes/**"]
        action = "ask"

        [[policies.tight.rules]]
        hosts = ["*.lan"]
        action = "ask"

        [[policies.tight.rules]]
        targets = ["local:*"]
        action = "ask"

        [delivery]
        ttl = "2h"
        on_unknown = "resend"

        [tools]
        result_limit = "8KB"
        exec_timeout = "10s"
        exec_max_timeout = "1h"
        exec_memory = "512MB"
        exec_processes = 64
        exec_spool = "1MB"
        exec_path = ["/opt"]
        exec_environment = ["LANG"]
        reminders = 5

        [people.anna]
        ids = ["telegram:7", "local:anna"]

        [channels.telegram]
        token = { env = "BIG_KEY" }
        api_url = "http://127.0.0.1:8081"
        allow_from = ["7"]
        poll_timeout = "10s"
        webhook = { url = "https://claw.example.org/telegram", secret = { env = "LONG_KEY" } }
        stream = "edit"
        max_file = "5MB"
        groups = { "-5" = { require_mention = false, allow_from = ["*"] } }

        [channels.slack]
        app_token = { env = "BIG_KEY" }
        bot_token = { env = "BIG_KEY" }
        api_url = "http://127.0.0.1:8082/api"
        allow_from = ["U7"]
        max_file = "1MB"
        channels = { "C5" = { require_mention = false, allow_from = ["*"] } }

        [channels.webchat]
        users = { pi = { token = { env = "LONG_KEY" } } }

        [web]
        listen = "[::1]:8485"
        hosts = ["claw.example.org"]
        behind_proxy = true
        tls = { certificate = "fullchain.pem", key = "privkey.pem" }

        [metrics]
        token = { env = "LONG_KEY" }

        [api]
        max_body = "2MB"
        clients = { editor = { token = { env = "LONG_KEY" }, policy = "read-only", chain = "default" } }

        [hooks.ci]
        secret = { env = "LONG_KEY" }
        signature = "generic"
        prompt = """
        Read this:
        {{body}}
        """
        session = "main"
        policy = "tight"
        chain = "default"
        deliver = "local:main"
        workspace = "ci"
        wait = true
        timeout = "5s"
        max_body = "1KB"
        queue_limit = 7
        budget = { turns_per_hour = 5 }
        enabled = false

        [hooks.bell]
        token = { env = "LONG_KEY" }
        prompt = "{{ who.name }} rings."

        [[cron]]
        name = "morning"
        schedule = "0 8 * * 1-5"
        check = "test -s mbox"
        prompt = "Sum them up."
        timezone = "UTC"
        session = "main"
        deliver = "local:main"
        timeout = "5m"
        overlap = "queue"
        missed = "once"
        missed_window = "2h"
        jitter = "30s"
        retry = { times = 2, backoff = "30s" }
        enabled = true

        budget = { turns_per_hour = 9 }

        [[cron]]
        name = "tidy"
        every = "1h"
        command = "true"

        [[cron]]
        name = "once"
        at = "2999-12-24T18:00"
        prompt = "Say it."

        [control]
        socket = "/tmp/x.sock"
        users = ["anna"]

        [log]
        level = "debug"
        file_limit = "1MB"

        [retention]
        transcripts = "365d"
        messages = "7d"
        ids = "100d"
        turns = "14d"
        outbox = "3d"
        cron = "20d"
        audit = "forever"
        """";

    [Fact]
    public void EverySetting_ArrivesWhereItBelongs()
    {
        var config = _folder
            .WithVariable("BIG_KEY", "k")
            .WithVariable("LONG_KEY", "0123456789abcdef")
            .With("fullchain.pem", "")
            .With("privkey.pem", "")
            .Config(Everything);

        Assert.Equal(
            new AgentConfig
            {
                Name = "Pincer",
                Owners = ["local:pi", "local:root"],
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"),
                Workspace = "/srv/claw",
                People = "/srv/people",
                Instructions = ["/dev/null"],
                MaxSteps = 7,
                MaxTurnTime = TimeSpan.FromSeconds(90),
            },
            config.Agent
        );
        Assert.Equal(new NetworkConfig { LocalOnly = true, Allow = ["192.168.1.20", "10.0.0.0/8", "nas.lan"] }, config.Network);
        Assert.Equal(
            new ModelConfig
            {
                Name = "small",
                Provider = ModelProvider.Ollama,
                Url = new Uri("http://localhost:11435"),
                Model = "qwen3:1.7b",
                Context = 4096,
                MaxTokens = 512,
                KeepAlive = TimeSpan.FromSeconds(-1),
                Price = new ModelPrice(0.15m, 0.60m),
                Temperature = 1,
                Think = false,
                Tools = true,
                Images = true,
                Span = config.Models["small"].Span,
            },
            config.Models["small"]
        );
        Assert.Equal(
            new ModelConfig
            {
                Name = "big",
                Provider = ModelProvider.OpenAi,
                Url = new Uri("https://nas.lan/v1"),
                Model = "qwen3-30b",
                ApiKey = new Secret("env BIG_KEY", "k"),
                Span = config.Models["big"].Span,
            },
            config.Models["big"]
        );
        Assert.Equal(
            new ModelConfig
            {
                Name = "actor",
                Provider = ModelProvider.Scripted,
                Model = "scripted",
                Script = Path.Combine(_folder.Home, "actor.json"),
                Span = config.Models["actor"].Span,
            },
            config.Models["actor"]
        );
        Assert.Equal(
            new ChainConfig
            {
                Name = "default",
                Models = ["big", "small", "actor"],
                ConnectTimeout = TimeSpan.FromMilliseconds(500),
                FirstTokenTimeout = TimeSpan.FromMinutes(5),
                IdleTimeout = TimeSpan.FromSeconds(20),
                Cooldown = TimeSpan.FromSeconds(10),
                MaxCooldown = TimeSpan.FromHours(1),
                OnExhausted = OnExhausted.Wait,
                Span = config.Chains["default"].Span,
            },
            config.Chains["default"]
        );
    }

    [Fact]
    public void EverySettingOfSessionsAndPolicies_ArrivesWhereItBelongs()
    {
        var config = _folder
            .WithVariable("BIG_KEY", "k")
            .WithVariable("LONG_KEY", "0123456789abcdef")
            .With("fullchain.pem", "")
            .With("privkey.pem", "")
            .Config(Everything);

        Assert.Equal(
            new SessionRule
            {
                Name = "jobs",
                Match = new SessionMatch
                {
                    Channels = ["local"],
                    ChatKind = ChatKind.Group,
                    Chats = ["a", "b*"],
                    Senders = ["owners"],
                    Origins = [Origin.Chat, Origin.Cron],
                },
                Key = "jobs-{sender}",
                Policy = "tight",
                Chain = "default",
                Deliver = false,
                Workspace = Path.Combine(_folder.Path, "jobs"),
                Reset = new ResetRule(new TimeOnly(4, 30), TimeSpan.FromHours(2)),
                Queue = QueueMode.Collect,
                Debounce = TimeSpan.FromSeconds(2),
                QueueLimit = 3,
                MaxAge = TimeSpan.FromHours(2),
                Budget = new BudgetConfig
                {
                    TurnsPerHour = 1,
                    TokensPerDay = 2,
                    ToolCallsPerTurn = 3,
                    SecondsPerTurn = 4,
                    CostPerDay = 5,
                    CostPerMonth = 6,
                },
                Span = config.Sessions[0].Span,
            },
            config.Sessions[0]
        );
        Assert.True(config.Sessions[1].PerSender);
        Assert.Equal(TimeSpan.FromMinutes(5), config.Sessions[1].DeliveryTtl);
        Assert.Equal(("guarded", "default"), (config.Sessions[1].Policy, config.Sessions[1].Chain));

        var policy = config.Policies["tight"];
        Assert.Equal([("exec", PolicyAction.Ask), ("*", PolicyAction.Deny)], policy.Defaults.Select(d => (d.Tool, d.Action)));
        Assert.Equal(
            new AskConfig
            {
                Approvers = ["local:pi"],
                Expires = TimeSpan.FromMinutes(5),
                Notify = ["local:pi"],
                Self = false,
            },
            policy.Ask
        );
        Assert.Equal(
            new PolicyRule
            {
                Name = "r",
                Match = new RuleMatch
                {
                    Tools = ["exec", "mess*"],
                    Commands = ["git **"],
                    WorkingDirectories = ["src/**"],
                    Origins = [Origin.Hook],
                    Senders = ["owners"],
                    Sessions = ["local:main"],
                },
                Except = new RuleMatch { Commands = ["git push **"] },
                Action = PolicyAction.Allow,
                Reason = "because",
                Span = policy.Rules[0].Span,
            },
            policy.Rules[0]
        );
        Assert.Equal(
            [new RuleMatch { Paths = ["notes/**"] }, new RuleMatch { Hosts = ["*.lan"] }, new RuleMatch { Targets = ["local:*"] }],
            policy.Rules.Skip(1).Select(r => r.Match)
        );
        Assert.StartsWith("openclaw.toml:", policy.Rules[0].Span.ToString());
    }

    [Fact]
    public void EverySettingOfTheRest_ArrivesWhereItBelongs()
    {
        var config = _folder
            .WithVariable("BIG_KEY", "k")
            .WithVariable("LONG_KEY", "0123456789abcdef")
            .With("fullchain.pem", "")
            .With("privkey.pem", "")
            .Config(Everything);

        Assert.Equal(
            new ToolsConfig
            {
                ResultLimit = 8192,
                ExecTimeout = TimeSpan.FromSeconds(10),
                ExecMaxTimeout = TimeSpan.FromHours(1),
                ExecMemory = 512L << 20,
                ExecProcesses = 64,
                ExecSpool = 1 << 20,
                ExecPath = ["/opt"],
                ExecEnvironment = ["LANG"],
                Reminders = 5,
            },
            config.Tools
        );
        Assert.Equal(
            new TelegramConfig
            {
                Token = new Secret("env BIG_KEY", "k"),
                ApiUrl = new Uri("http://127.0.0.1:8081"),
                AllowFrom = ["7"],
                PollTimeout = TimeSpan.FromSeconds(10),
                Groups = [new TelegramGroup("-5", false, ["*"])],
                Stream = TelegramStream.Edit,
                MaxFile = 5 << 20,
                Webhook = new TelegramWebhook(new Uri("https://claw.example.org/telegram"), new Secret("env LONG_KEY", "0123456789abcdef")),
            },
            config.Channels.Telegram
        );
        var anna = Assert.Single(config.People);
        Assert.Equal(("anna", (EquatableArray<string>)["telegram:7", "local:anna"]), (anna.Name, anna.Ids));
        Assert.Equal(
            new SlackConfig
            {
                AppToken = new Secret("env BIG_KEY", "k"),
                BotToken = new Secret("env BIG_KEY", "k"),
                ApiUrl = new Uri("http://127.0.0.1:8082/api"),
                AllowFrom = ["U7"],
                MaxFile = 1 << 20,
                Channels = [new SlackPlace("C5", false, ["*"])],
            },
            config.Channels.Slack
        );
        Assert.Equal(["pi"], config.Channels.WebChat!.Users.Select(user => user.Name));
        Assert.Equal(
            (
                true,
                "[::1]:8485",
                true,
                new TlsFiles(Path.Combine(_folder.Path, "fullchain.pem"), Path.Combine(_folder.Path, "privkey.pem"))
            ),
            (config.Web.IsWritten, config.Web.Listen.ToString(), config.Web.BehindProxy, config.Web.Tls)
        );
        Assert.Equal(["claw.example.org"], config.Web.Hosts);
        Assert.NotNull(config.Metrics!.Token);
        Assert.Equal(
            new ApiConfig
            {
                MaxBody = 2 << 20,
                Clients = [new ApiClient("editor", new Secret("env LONG_KEY", "0123456789abcdef"), "read-only", "default")],
            },
            config.Api
        );
        Assert.Equal(
            new HookConfig
            {
                Name = "ci",
                Secret = new Secret("env LONG_KEY", "0123456789abcdef"),
                Signature = HookSignatureKind.Generic,
                Prompt = "Read this:\n{{body}}\n",
                Session = "main",
                Policy = "tight",
                Chain = "default",
                Deliver = new ReplyAddress("local", "", "main"),
                Workspace = Path.Combine(_folder.Path, "ci"),
                Wait = true,
                Timeout = TimeSpan.FromSeconds(5),
                MaxBody = 1024,
                QueueLimit = 7,
                Budget = new BudgetConfig { TurnsPerHour = 5 },
                Enabled = false,
                Span = config.Hooks[0].Span,
            },
            config.Hooks[0]
        );
        Assert.Equal(
            new HookConfig
            {
                Name = "bell",
                Token = new Secret("env LONG_KEY", "0123456789abcdef"),
                Prompt = "{{ who.name }} rings.",
                Policy = "read-only",
                Chain = "default",
                Span = config.Hooks[1].Span,
            },
            config.Hooks[1]
        );
        Assert.Equal(new DeliveryConfig { Ttl = TimeSpan.FromHours(2), OnUnknown = OnUnknown.Resend }, config.Delivery);
        Assert.Equal(["morning", "tidy", "once"], config.Cron.Select(job => job.Name));
        Assert.Equal(new ControlConfig { Socket = "/tmp/x.sock", Users = ["anna"] }, config.Control);
        Assert.Equal(new LogConfig { Level = "debug", FileLimit = 1 << 20 }, config.Log);
        Assert.Equal(
            new RetentionConfig
            {
                Transcripts = TimeSpan.FromDays(365),
                Messages = TimeSpan.FromDays(7),
                Ids = TimeSpan.FromDays(100),
                Turns = TimeSpan.FromDays(14),
                Outbox = TimeSpan.FromDays(3),
                Cron = TimeSpan.FromDays(20),
                Audit = RetentionConfig.Forever,
            },
            config.Retention
        );
    }

    [Fact]
    public void EverySettingABinderKnows_IsInThisTest()
    {
        var known = ConfigLoader.BindText(Everything, "openclaw.toml", _folder.Request).Context!.KnownSettings;
        foreach (var setting in known.Where(k => k != "channels" && !k.Contains(".except.")))
        {
            Assert.Matches($@"(^|[\s{{,\[.])\b{setting.Split('.')[^1].TrimEnd(']', '[')}\b", Everything);
        }
    }

    [Fact]
    public void SmallestConfiguration_OneModel_HasTheDefaults()
    {
        var config = _folder.Config("[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n");

        Assert.Equal(new Uri("http://127.0.0.1:11434"), config.Models["small"].Url);
        Assert.Equal(["small"], config.Chains["default"].Models);
        Assert.Equal(Path.Combine(_folder.Home, "claw"), config.Agent.Workspace);
        Assert.True(config.Network.LocalOnly);
        Assert.Equal(["guarded", "read-only"], config.Policies.Keys.Order());
        Assert.Equal(SourceSpan.BuiltIn, config.Policies["guarded"].Span);
    }

    [Fact]
    public void BuiltInPolicy_DeclaredAgain_IsReplacedWhole()
    {
        var config = _folder.Config(
            "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[policies.guarded]\ndefault = { \"*\" = \"deny\" }\n"
        );

        Assert.Empty(config.Policies["guarded"].Rules);
        Assert.Equal(["*"], config.Policies["guarded"].Defaults.Select(d => d.Tool));
    }
}
