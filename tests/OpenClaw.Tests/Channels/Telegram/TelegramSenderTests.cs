using OpenClaw.Channels.Telegram;
using OpenClaw.Config;
using OpenClaw.Config.Channels;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Network;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Channels.Telegram;

public sealed class TelegramSenderTests : IAsyncDisposable
{
    private readonly TelegramDouble _telegram = new();

    public ValueTask DisposeAsync() => _telegram.DisposeAsync();

    private async Task<SendOutcome> SendAsync(string text = "hello", string token = TelegramDouble.Token, Uri? url = null)
    {
        using var api = new TelegramApi(new TelegramConfig { Token = new Secret("test", token), ApiUrl = url ?? _telegram.Url }, new Dialer(DialRules.Open, TimeProvider.System), TimeProvider.System);
        return await new TelegramSender(api).SendAsync(
            new OutboxMessage { Id = 1, Session = new SessionKey("telegram:7"), To = new ReplyAddress("telegram", "", "7"), Text = text, QueuedAt = DateTimeOffset.UnixEpoch },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Send_Taken_GivesTheMessagesId()
    {
        var outcome = await SendAsync();

        var sent = Assert.Single(_telegram.Sent);
        Assert.Equal(("7", "hello"), (sent.Chat, sent.Text));
        Assert.Equal(new SendOutcome.Sent(sent.Id.ToString()), outcome);
    }

    [Fact]
    public async Task Send_TooMany_WaitsAsLongAsTold()
    {
        _telegram.Trouble(429, "Too Many Requests: retry after 7", retryAfter: 7);

        Assert.Equal(new SendOutcome.Later("Too Many Requests: retry after 7", TimeSpan.FromSeconds(7)), await SendAsync());
        Assert.Empty(_telegram.Sent);
    }

    [Fact]
    public async Task Send_Blocked_IsRefused()
    {
        _telegram.Trouble(403, "Forbidden: bot was blocked by the user");

        Assert.Equal(new SendOutcome.Refused("Forbidden: bot was blocked by the user"), await SendAsync());
    }

    [Fact]
    public async Task Send_AnswerLost_IsUnknown()
    {
        _telegram.LosesTheNextAnswer();

        Assert.IsType<SendOutcome.Unknown>(await SendAsync());
        Assert.Single(_telegram.Sent);
    }

    [Fact]
    public async Task Send_NobodyThere_ComesLaterForTheWholeChannel()
    {
        var later = Assert.IsType<SendOutcome.Later>(await SendAsync(url: new Uri("http://127.0.0.1:1/")));

        Assert.True(later.WholeChannel);
        Assert.StartsWith("127.0.0.1 cannot be reached", later.Reason);
    }

    [Fact]
    public async Task Send_WrongToken_SaysWhichSettingAndNotTheToken()
    {
        var later = Assert.IsType<SendOutcome.Later>(await SendAsync(token: "43:wrong"));

        Assert.Contains("channels.telegram.token", later.Reason);
        Assert.DoesNotContain("wrong", later.Reason);
    }

    [Fact]
    public async Task Send_ServerInTrouble_ComesLater()
    {
        _telegram.Trouble(502, "Bad Gateway");

        Assert.True(Assert.IsType<SendOutcome.Later>(await SendAsync()).WholeChannel);
    }
}
