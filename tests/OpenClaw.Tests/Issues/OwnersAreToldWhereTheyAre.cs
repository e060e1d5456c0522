using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>A job or a guest whose call asked told nobody, unless the configuration named an address for it.</summary>
public sealed class OwnersAreToldWhereTheyAre
{
    private const string Job = """

        [[sessions]]
        name = "all"
        policy = "guarded"

        [[cron]]
        name = "clean"
        every = "6h"
        command = "touch cleaned"
        """;

    [Fact]
    public void JobThatAsks_TellsTheOwnerInTheChatThatWasUsedLast_AlsoAfterARestart()
    {
        using var gateway = Gateway();
        From(gateway, "telegram", "6");
        From(gateway, "telegram", "7");
        gateway.Kill();
        gateway.Start();

        var id = RunJob(gateway);

        var (chat, text) = Assert.Single(Outbox(gateway));
        Assert.Equal("7", chat);
        Assert.Contains($"cron:clean waits for approval {id}", text);
    }

    [Fact]
    public void JobThatAsks_OwnerWhoWasLastAtTheTerminal_IsToldThereAndInTheLastChat()
    {
        using var gateway = new TestGateway(
            TestGateway.DefaultConfig.Replace("owners = [\"local:pi\"]", "owners = [\"anna\"]")
                + Job
                + "\n[people.anna]\nids = [\"local:pi\", \"telegram:7\"]\n",
            new FakeChannel("telegram", TimeProvider.System)
        );
        From(gateway, "telegram", "7", sender: new Sender("telegram", "7"));
        gateway["big"].Answers("hi");
        gateway.Ask("hello", "garden");

        var id = RunJob(gateway);

        Assert.Equal("7", Assert.Single(Outbox(gateway)).Chat);
        Assert.Contains(gateway.Transcript("local:garden"), e => e.ToString().Contains(id.Value));
    }

    [Fact]
    public void JobThatAsks_OwnerWhoWasNeverHeard_IsToldAtTheTerminal()
    {
        using var gateway = Gateway();

        var id = RunJob(gateway);

        Assert.Contains(gateway.Transcript(), e => e.ToString().Contains(id.Value));
    }

    [Fact]
    public void GroupsAndGuests_AreNoPlacesOfAnOwner()
    {
        using var gateway = Gateway();
        From(gateway, "telegram", "7");
        From(gateway, "telegram", "-5", kind: ChatKind.Group);
        From(gateway, "telegram", "8", user: "guest");

        RunJob(gateway);

        Assert.Equal("7", Assert.Single(Outbox(gateway)).Chat);
    }

    [Fact]
    public void PlaceHeardWhileTheClockWasAhead_IsNotTheLastOneForEver()
    {
        using var gateway = Gateway();
        From(gateway, "telegram", "6");
        gateway.Sql($"update owner_places set at = {gateway.Clock.GetUtcNow().AddYears(3).ToUnixTimeMilliseconds()}");
        gateway.Kill();
        gateway.Start();
        From(gateway, "telegram", "7");

        RunJob(gateway);

        Assert.Equal("7", Assert.Single(Outbox(gateway)).Chat);
    }

    [Fact]
    public void PlaceThatStaysTheSame_IsWrittenEveryTenMinutes_AndTheOrderOfPlacesAtOnce()
    {
        using var gateway = new TestGateway(
            TestGateway.DefaultConfig.Replace("owners = [\"local:pi\"]", "owners = [\"anna\"]")
                + Job
                + "\n[people.anna]\nids = [\"telegram:6\", \"telegram:7\"]\n",
            new FakeChannel("telegram", TimeProvider.System)
        );
        long SavedAt() => gateway.Rows("select at from owner_places where sender = 'telegram:6'", static row => row.GetInt64(0)).Single();
        void Six() => From(gateway, "telegram", "6", sender: new Sender("telegram", "6"));

        Six();
        var first = SavedAt();
        Six();
        Assert.Equal(first, SavedAt());
        gateway.Clock.Advance(TimeSpan.FromMinutes(10));
        Six();
        Assert.True(SavedAt() > first);

        From(gateway, "telegram", "7", sender: new Sender("telegram", "7"));
        Six();
        gateway.Kill();
        gateway.Start();
        RunJob(gateway);
        Assert.Equal("6", Assert.Single(Outbox(gateway)).Chat);
    }

    [Fact]
    public void OwnerWhoAsksInAChat_IsAskedThereAndNowhereElse()
    {
        using var gateway = Gateway();
        From(gateway, "telegram", "7");
        gateway["big"].Calls("exec", """{"command":"touch made"}""");

        gateway.AskedBy(gateway.Say(gateway.Message("make it") with { ReplyTo = new ReplyAddress("telegram", "", "9") }));

        Assert.Equal("9", Assert.Single(Outbox(gateway)).Chat);
    }

    [Fact]
    public void GuestWhoAsks_LetsTheOwnerKnow()
    {
        using var gateway = Gateway();
        From(gateway, "telegram", "7");
        gateway["big"].Calls("exec", """{"command":"touch made"}""");

        gateway.AskedBy(gateway.Say(gateway.Message("make it", user: "guest") with { ReplyTo = new ReplyAddress("telegram", "", "8") }));

        Assert.Equal(["7", "8"], Outbox(gateway).Select(static row => row.Chat).Order());
    }

    [Fact]
    public void NotifyThatIsEmpty_TellsNobody()
    {
        using var gateway = Gateway("\n[policies.guarded.ask]\nnotify = []\n");
        From(gateway, "telegram", "7");

        RunJob(gateway);

        Assert.Empty(Outbox(gateway));
    }

    private static TestGateway Gateway(string more = "")
    {
        var channel = new FakeChannel("telegram", TimeProvider.System);
        return new TestGateway(TestGateway.DefaultConfig + Job + more, channel);
    }

    /// <summary>A command, so that no model is asked; its answer is taken out of the way.</summary>
    private static void From(
        TestGateway gateway,
        string channel,
        string chat,
        string user = TestGateway.Owner,
        ChatKind kind = ChatKind.Direct,
        Sender? sender = null
    )
    {
        var message = gateway.Message("/help", user: user);
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        gateway.Say(
            message with
            {
                Sender = sender ?? message.Sender,
                Chat = message.Chat with { Kind = kind },
                ReplyTo = new ReplyAddress(channel, "", chat),
            }
        );
        gateway.Sql("delete from outbox");
    }

    private static ApprovalId RunJob(TestGateway gateway)
    {
        gateway.Run(() => gateway.Gateway.Cron.RunNowAsync("clean"));
        return gateway.Wait<GatewayEvent.ApprovalAsked>(static e => e.Session?.Value == "cron:clean").Approval;
    }

    private static IReadOnlyList<(string Chat, string Text)> Outbox(TestGateway gateway) =>
        gateway.Rows("select chat, text from outbox where channel = 'telegram'", static row => (row.GetString(0), row.GetString(1)));
}
