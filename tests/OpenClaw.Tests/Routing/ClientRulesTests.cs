using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Messages;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Tests.Routing;

public sealed class ClientRulesTests
{
    private readonly GatewayConfig _config = ConfigLoader
        .LoadText(
            """
            [agent]
            workspace = "/srv/claw"
            owners = ["api:mine"]
            [models.m]
            provider = "scripted"
            model = "demo"
            [chains.default]
            models = ["m"]
            [chains.big]
            models = ["m"]
            [[sessions]]
            name = "programs"
            match = { channel = "api", sender = "api:ruled" }
            key = "main"
            policy = "read-only"
            chain = "big"
            [api.clients]
            mine = { token = { env = "A" } }
            ruled = { token = { env = "A" } }
            own = { token = { env = "A" }, policy = "read-only", chain = "big" }
            """,
            "t.toml",
            new ConfigRequest
            {
                Directory = "/",
                Home = "/root",
                Environment = static _ => null,
            }
        )
        .Config!;

    [Theory]
    [InlineData("mine", null, "default", "guarded", "default")]
    [InlineData("mine", "big", "default", "guarded", "big")]
    [InlineData("ruled", null, "programs", "read-only", "big")]
    [InlineData("ruled", "default", "programs", "read-only", "default")]
    // What a client's own table says goes before the rule.
    [InlineData("own", null, "default", "read-only", "big")]
    // A chain that a reload has taken away.
    [InlineData("own", "gone", "default", "read-only", "big")]
    [InlineData("nobody", "big", "default", Router.VanishedPolicy, "default")]
    public void Find_MessageOfAClient_HasItsRule(string client, string? chain, string rule, string policy, string answers)
    {
        var found = Router.Find(_config, Message(client, "notes", chain)).Rule;

        Assert.Equal((rule, policy, answers), (found.Name, found.Policy, found.Chain));
        // The same after a restart, when only the rule's name and the message are known.
        Assert.Equal(found, Router.ByName(_config, found.Name, Message(client, "notes", chain)));
    }

    [Fact]
    public void ByName_RuleThatVanished_StaysWithoutRights() =>
        Assert.Equal(Router.VanishedPolicy, Router.ByName(_config, "gone", Message("own", "notes", null)).Policy);

    [Fact]
    public void Find_Session_IsTheOneThatIsNamed_WhateverTheRulesKey() =>
        Assert.Equal("api:ruled/notes", Router.Find(_config, Message("ruled", "notes", null)).Session.Value);

    [Theory]
    [InlineData("ruled", "notes", "/srv/claw-people/api%3Aruled%2Fnotes")]
    [InlineData("ruled", "~1", "/srv/claw-people/api%3Aruled")]
    [InlineData("ruled", "~2", "/srv/claw-people/api%3Aruled")]
    [InlineData("mine", "~1", "/srv/claw")]
    public void WorkspaceOf_RequestsThatStandAlone_IsTheClients(string client, string name, string folder)
    {
        var route = Router.Find(_config, Message(client, name, null));

        Assert.Equal(folder, Router.WorkspaceOf(_config, route.Rule, route.Session, route.SenderIsOwner));
    }

    [Theory]
    [InlineData("api:x/~1", true)]
    [InlineData("api:x/1~", false)]
    [InlineData("api:x/a/~1", false)]
    [InlineData("api:x/", false)]
    [InlineData("webchat:x/~1", false)]
    public void StandAlone_Is_TellsTheirKeys(string key, bool expected) => Assert.Equal(expected, StandAlone.Is(new SessionKey(key)));

    private static InboundMessage Message(string client, string name, string? chain) =>
        new()
        {
            Identity = new MessageIdentity("api", "", $"{client}/{name}", "1"),
            Sender = new Sender("api", client),
            Chat = new Chat("api", "", $"{client}/{name}", ChatKind.Direct),
            Text = "hi",
            Chain = chain,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };
}
