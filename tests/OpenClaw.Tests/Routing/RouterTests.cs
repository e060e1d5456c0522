using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Messages;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Tests.Routing;

public sealed class RouterTests
{
    private readonly GatewayConfig _config;

    public RouterTests()
    {
        const string Base = """
            [agent]
            workspace = "/srv/claw"
            [models.m]
            provider = "scripted"
            model = "demo"
            """;
        var loaded = ConfigLoader
            .LoadText(
                Base,
                "t.toml",
                new ConfigRequest
                {
                    Directory = "/",
                    Home = "/root",
                    Environment = static _ => null,
                }
            )
            .Config!;
        // Channels that are not built yet cannot be written in TOML; the router knows them all the same.
        _config = loaded with
        {
            Agent = loaded.Agent with { Owners = ["local:pi", "telegram:1"] },
            Sessions =
            [
                Rule("groups") with
                {
                    Match = new SessionMatch { ChatKind = ChatKind.Group },
                    PerSender = true,
                },
                Rule("owner") with
                {
                    Match = new SessionMatch { Senders = ["owners"] },
                    Key = "main",
                },
                Rule("templated") with
                {
                    Match = new SessionMatch { Senders = ["slack:*"] },
                    Key = "{channel}:{sender}",
                    Workspace = "/srv/slack",
                },
            ],
        };
    }

    [Theory]
    [InlineData("telegram", "1", "77", false, null, "owner", "local:main")]
    [InlineData("telegram", "2", "77", false, null, "default", "telegram:77")]
    [InlineData("telegram", "2", "77", false, "9", "default", "telegram:77:thread:9")]
    [InlineData("telegram", "1", "-5", true, null, "groups", "telegram:-5:1")]
    [InlineData("slack", "U:1", "C1", false, null, "templated", "slack:U%3A1")]
    [InlineData("local", "pi", "main", false, null, "owner", "local:main")]
    // A session named at the terminal keeps its own key, or two terminals would mix.
    [InlineData("local", "pi", "chat-a", false, null, "owner", "local:chat-a")]
    [InlineData("local", "eve", "a:b", false, null, "default", "local:a%3Ab")]
    public void Find_FirstRuleThatMatches_GivesTheKey(
        string channel,
        string sender,
        string chat,
        bool group,
        string? thread,
        string rule,
        string key
    )
    {
        var route = Router.Find(_config, Message(channel, sender, chat, group, thread));

        Assert.Equal(rule, route.Rule.Name);
        Assert.Equal(key, route.Session.Value);
    }

    [Fact]
    public void WorkspaceOf_OwnerAndOthers_AreApart()
    {
        string Of(string channel, string sender, string chat)
        {
            var message = Message(channel, sender, chat);
            var route = Router.Find(_config, message);
            return Router.WorkspaceOf(_config, route.Rule, route.Session, route.SenderIsOwner);
        }

        Assert.Equal("/srv/claw", Of("local", "pi", "main"));
        Assert.Equal("/srv/claw-people/telegram%3A77", Of("telegram", "2", "77"));
        Assert.Equal("/srv/claw-people/telegram%3A%2E%2E%2Fx", Of("telegram", "2", "../x"));
        Assert.Equal("/srv/slack", Of("slack", "U1", "C1"));
    }

    [Fact]
    public void ByName_RuleThatVanished_HasAPolicyThatDenies() =>
        Assert.Equal(Router.VanishedPolicy, Router.ByName(_config, "gone").Policy);

    [Fact]
    public void Find_Webhook_HasItsOwnRuleWhateverTheSessionRulesSay()
    {
        var config = _config with
        {
            Hooks =
            [
                Hook("ci"),
                Hook("bell") with
                {
                    Session = "main",
                    Workspace = "/srv/bell",
                    Policy = "guarded",
                    Deliver = new ReplyAddress("local", "", "main"),
                },
            ],
        };

        var own = Router.Find(config, FromHook("ci"));
        var shared = Router.Find(config, FromHook("bell"));
        var gone = Router.Find(config, FromHook("gone"));

        Assert.Equal(
            ("hook:ci", "hook:ci", "read-only", "hooks.ci", false),
            (own.Rule.Name, own.Session.Value, own.Rule.Policy, own.Rule.SettingPath, own.Rule.Deliver)
        );
        Assert.Equal(new ResetRule(Idle: TimeSpan.Zero), own.Rule.Reset);
        Assert.Equal("/srv/claw-people/hook%3Aci", Router.WorkspaceOf(config, own.Rule, own.Session, own.SenderIsOwner));
        Assert.Equal(
            ("hook:bell", "local:main", "guarded", true, ResetRule.Never),
            (shared.Rule.Name, shared.Session.Value, shared.Rule.Policy, shared.Rule.Deliver, shared.Rule.Reset)
        );
        Assert.Equal("/srv/bell", Router.WorkspaceOf(config, shared.Rule, shared.Session, shared.SenderIsOwner));
        Assert.Equal(Router.VanishedPolicy, gone.Rule.Policy);
        // A person who calls himself one is none.
        Assert.NotEqual("hook:ci", Router.Find(config, Message("local", "eve", "hook:ci")).Rule.Name);
    }

    private static HookConfig Hook(string name) =>
        new()
        {
            Name = name,
            Prompt = "x",
            Policy = "read-only",
            Chain = "default",
            Span = SourceSpan.BuiltIn,
        };

    private static InboundMessage FromHook(string name) => Message("hook", name, name) with { Origin = Origin.Hook };

    private static SessionRule Rule(string name) =>
        new()
        {
            Name = name,
            Policy = "guarded",
            Chain = "default",
            Span = SourceSpan.BuiltIn,
        };

    private static InboundMessage Message(string channel, string sender, string chat, bool group = false, string? thread = null) =>
        new()
        {
            Identity = new MessageIdentity(channel, "", chat, "1"),
            Sender = new Sender(channel, sender),
            Chat = new Chat(channel, "", chat, group ? ChatKind.Group : ChatKind.Direct, thread),
            Text = "hi",
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };
}
