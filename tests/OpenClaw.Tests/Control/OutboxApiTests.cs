using System.IO.Pipelines;
using System.Text.Json;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Network;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Control;

/// <summary>What people can ask of the outbox, through the control API of a real gateway.</summary>
public sealed class OutboxApiTests : IDisposable
{
    private const uint Guest = 4242;

    private readonly FakeChannel _telegram = new("telegram", TimeProvider.System);
    private readonly TestGateway _gateway;

    public OutboxApiTests() => _gateway = new TestGateway(TestGateway.DefaultConfig + "\n[control]\nusers = [\"4242\"]\n", _telegram);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void List_ShowsWhatWasNotSentAndWhy()
    {
        _telegram
            .Then(new SendOutcome.Refused("blocked \u202Eby"))
            .Then(new SendOutcome.Sent("m1"))
            .Then(new SendOutcome.Later("slow down", TimeSpan.FromMinutes(2)));
        Reply(new string('x', 300));
        Reply("b");
        Reply("c");
        _gateway.Until(() => _telegram.Attempts.Count == 3);
        _gateway.UntilAsked(() => Messages("{}").Count == 2 && Messages("{}")[0].Failure is not null);

        var listed = Messages("{}");
        Assert.Equal(
            [(3, "pending", "slow down", 1), (1, "failed", "blocked \u202Eby", 1)],
            listed.Select(static m => (m.Id, m.State, m.Failure, m.Attempts))
        );
        Assert.Equal(_gateway.Clock.GetUtcNow() + TimeSpan.FromMinutes(2), listed[0].NextAt);
        Assert.Equal(_gateway.Clock.GetUtcNow() + TimeSpan.FromHours(24), listed[0].ExpiresAt);
        Assert.Equal(203, listed[1].Text.Length);
        Assert.Equal([3, 2, 1], Messages("""{"all":true}""").Select(static m => m.Id));
        Assert.Equal([(2L, "m1")], Messages("""{"state":"sent"}""").Select(static m => (m.Id, m.ChannelMessage)));
        Assert.Equal([3], Messages("""{"all":true,"limit":1}""").Select(static m => m.Id));
        Assert.Equal(
            300,
            Ask("outbox.show", """{"id":1}""").GetProperty("result").GetProperty("message").GetProperty("text").GetString()!.Length
        );
    }

    [Fact]
    public void ResendAndDrop_DoAsTheySay()
    {
        _telegram.Then(new SendOutcome.Unknown("connection lost")).Then(new SendOutcome.Refused("no"));
        Reply("a");
        Reply("b");
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "failed");

        Assert.Equal("pending", State(Ask("outbox.resend", """{"id":1}""")));
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "sent" && e.Row == 1);
        Assert.Equal("dropped", State(Ask("outbox.drop", """{"id":2}""")));
        Assert.Equal(
            "message 2 is dropped; only what is pending, unknown, failed or expired can be sent again",
            Error(Ask("outbox.resend", """{"id":2}"""))
        );
        Assert.Equal("no message 9; openclaw outbox --all lists them", Error(Ask("outbox.drop", """{"id":9}""")));
        Assert.Equal("no message is ever \"fialed\". Did you mean \"failed\"?", Error(Ask("outbox.list", """{"state":"fialed"}""")));
        Assert.Empty(Messages("{}"));
    }

    [Theory]
    [InlineData("outbox.list", "{}")]
    [InlineData("outbox.show", """{"id":1}""")]
    [InlineData("outbox.resend", """{"id":1}""")]
    [InlineData("outbox.drop", """{"id":1}""")]
    public void Guest_MayNothingOfIt(string method, string parameters)
    {
        Reply("a");

        Assert.Contains("is not an owner", Error(Ask(method, parameters, Guest)));
    }

    [Fact]
    public void Status_CountsWhatIsNotDeliveredAndSaysWhichChannelWaits()
    {
        _telegram
            .Then(new SendOutcome.Unknown("lost"))
            .Then(new SendOutcome.Refused("no"))
            .Then(new SendOutcome.Later("no route to host", TimeSpan.FromMinutes(1), WholeChannel: true));
        Reply("a");
        Reply("b");
        Reply("c");
        _gateway.Until(() => _telegram.Attempts.Count == 3);
        _gateway.UntilAsked(() => Messages("{}").Exists(static m => m is { State: "pending", Failure: not null }));

        var status = Status();
        Assert.Equal(new OutboxStatus(Pending: 1, Unknown: 1, Failed: 1), status.Outbox);
        Assert.Equal(
            [
                new ChannelInfo("local", "listening"),
                new ChannelInfo("telegram", "waiting", "no route to host", _gateway.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)),
            ],
            status.Channels
        );

        _gateway.Channels.Clear();
        _gateway.Reload(TestGateway.DefaultConfig);
        Assert.Equal(new ChannelInfo("telegram", "absent"), Status().Channels[1]);
    }

    private void Reply(string text)
    {
        _gateway["big"].Answers(text);
        _gateway.EndOf(_gateway.Say(_gateway.Message("hello") with { ReplyTo = new ReplyAddress("telegram", "", "1") }));
    }

    private List<OutboxInfo> Messages(string parameters) =>
        [.. Ask("outbox.list", parameters).GetProperty("result").Deserialize(OutboxApi.List.Result)!.Messages];

    private StatusResult Status() => Ask("status", "{}").GetProperty("result").Deserialize(StatusApi.Status.Result)!;

    private static string? State(JsonElement answer) =>
        answer.GetProperty("result").GetProperty("message").GetProperty("state").GetString();

    private static string Error(JsonElement answer) => answer.GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>One call of a connection of its own; 0 is root, whom the gateway trusts.</summary>
    private JsonElement Ask(string method, string parameters, uint uid = 0)
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        ControlRigPeer? peer = null;
        _gateway.Run(() =>
        {
            var serving = _gateway.Gateway.Control.ServeAsync(
                new ControlTransport(new PipePair(toServer.Reader, toClient.Writer), new PeerCredentials(1, uid, uid))
            );
            peer = new ControlRigPeer(toServer.Writer, toClient.Reader, serving);
            return Task.FromResult(true);
        });
        var answer = Task.Run(() => peer!.AskAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}"""));
        _gateway.UntilOutside(() => answer.IsCompleted);
        _gateway.Run(async () =>
        {
            await peer!.CloseAsync();
            return true;
        });
        using var document = JsonDocument.Parse(answer.GetAwaiter().GetResult()!);
        return document.RootElement.Clone();
    }
}
