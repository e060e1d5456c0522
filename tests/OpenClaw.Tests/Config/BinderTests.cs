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

    [Fact]
    public void EverySetting_ArrivesWhereItBelongs()
    {
        var config = _folder
            .WithVariable("BIG_KEY", "k")
            .WithVariable("LONG_KEY", "0123456789abcdef")
            .With("fullchain.pem", "")
            .With("privkey.pem", "")
            .Config(EverySetting.Text);

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
            .Config(EverySetting.Text);

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
            .Config(EverySetting.Text);

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
        var known = ConfigLoader.BindText(EverySetting.Text, "openclaw.toml", _folder.Request).Context!.KnownSettings;
        foreach (var setting in known.Where(k => k != "channels" && !k.Contains(".except.")))
        {
            Assert.Matches($@"(^|[\s{{,\[.])\b{setting.Split('.')[^1].TrimEnd(']', '[')}\b", EverySetting.Text);
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
