using OpenClaw.Approvals;
using OpenClaw.Messages;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Tests.Config;

/// <summary>One person behind several addresses.</summary>
public sealed class PeopleTests : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";

    private const string Anna = """
        [people.anna]
        ids = ["telegram:7", "local:anna"]
        [people.ben]
        ids = ["telegram:8"]

        """;

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Complaints(string text)
    {
        _folder.With("openclaw.toml", Model + text);
        return [.. _folder.Load().Diagnostics.Where(static d => d.IsError).Select(static d => d.Message)];
    }

    [Fact]
    public void Name_WhereSendersAreNamed_StandsForAllAddresses()
    {
        var config = _folder.Config(
            Model
                + Anna
                + """
                [agent]
                owners = ["anna", "local:root"]
                [policies.p]
                default = { "*" = "ask" }
                ask = { approvers = ["ben", "owners"] }
                [[policies.p.rules]]
                tools = ["exec"]
                commands = ["df -h"]
                senders = ["anna"]
                action = "allow"
                [[sessions]]
                name = "hers"
                match = { sender = "anna" }
                key = "anna"
                """
        );

        Assert.Equal(["telegram:7", "local:anna", "local:root"], config.Agent.Owners);
        Assert.Equal(["telegram:8", "owners"], config.Policies["p"].Ask.Approvers);
        Assert.Equal(["telegram:7", "local:anna"], config.Policies["p"].Rules[0].Match.Senders);
        Assert.Equal("local:anna", Router.Find(config, From("telegram", "7")).Session.Value);
        Assert.Equal("telegram:8", Router.Find(config, From("telegram", "8")).Session.Value);
    }

    [Fact]
    public void PersonInAKey_IsOneSessionOverAllChannelsAndNobodyElses()
    {
        var config = _folder.Config(Model + Anna + "[[sessions]]\nname = \"all\"\nkey = \"with:{person}\"\n");

        Assert.Equal("with:anna", Router.Find(config, From("telegram", "7")).Session.Value);
        Assert.Equal("with:anna", Router.Find(config, From("local", "anna")).Session.Value);
        Assert.Equal("with:telegram%3A9", Router.Find(config, From("telegram", "9")).Session.Value);
    }

    [Theory]
    [InlineData(
        "[agent]\nowners = [\"ana\"]\n",
        "agent.owners has \"ana\", which is no address and nobody of [people]. Did you mean \"anna\"?"
    )]
    [InlineData("[people.owners]\nids = [\"local:x\"]\n", "is no name for a person")]
    [InlineData("[people.carl]\n", "people.carl needs ids")]
    [InlineData("[people.carl]\nids = []\n", "people.carl.ids is empty")]
    [InlineData("[people.carl]\nids = [\"telegram:7\"]\n", "people.carl.ids has \"telegram:7\", which is anna already (people.anna)")]
    [InlineData("[people.carl]\nids = [\"seven\"]\n", "people.carl.ids has \"seven\", which is no address")]
    public void Mistake_IsNamed(string text, string words) => Assert.Contains(words, Assert.Single(Complaints(Anna + text)));

    [Fact]
    public void OwnRequest_FromAnotherAddressOfTheSamePerson_MayNotBeAnswered()
    {
        var config = _folder.Config(
            Model + Anna + "[agent]\nowners = [\"anna\", \"ben\"]\n[policies.p]\ndefault = { \"*\" = \"ask\" }\nask = { self = false }\n"
        );
        var asked = new Approval
        {
            Id = new ApprovalId("bako-42"),
            Turn = new TurnId(1),
            Call = "c",
            Session = new SessionKey("s"),
            Sender = "telegram:7",
            Tool = "exec",
            Arguments = "{}",
            Display = "",
            Digest = "",
            Policy = "p",
            Rule = "",
            Span = "",
            Approvers = ["owners"],
            Self = false,
            AskedAt = default,
            ExpiresAt = default,
            State = ApprovalState.Pending,
        };

        Assert.Contains("ask.self = false", Approvers.Refusal(config, asked, "local:anna"));
        Assert.Null(Approvers.Refusal(config, asked, "telegram:8"));
    }

    private static InboundMessage From(string channel, string sender) =>
        new()
        {
            Identity = new MessageIdentity(channel, "", "main", "1"),
            Sender = new Sender(channel, sender),
            Chat = new Chat(channel, "", channel == "local" ? "main" : sender, ChatKind.Direct),
            Text = "hi",
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };
}
