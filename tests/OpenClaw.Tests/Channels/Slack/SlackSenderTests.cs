using OpenClaw.Channels.Slack;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Network;
using OpenClaw.Messages;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Slack;

public sealed class SlackSenderTests : IAsyncDisposable
{
    private static readonly ShownApproval s_shown = new(new ApprovalId("bako-42"), "3fa9c0d1e2b4");

    private readonly SlackDouble _slack = new();

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    private async Task<SendOutcome> SendAsync(
        string text = "hello",
        string token = SlackDouble.BotToken,
        Uri? url = null,
        Func<OutboxMessage, OutboxMessage>? with = null
    )
    {
        var config = new SlackConfig
        {
            AppToken = new Secret("test", "xapp"),
            BotToken = new Secret("test", token),
            ApiUrl = url ?? _slack.Url,
        };
        using var api = new SlackApi(config, new Dialer(DialRules.Open, TimeProvider.System), TimeProvider.System);
        var message = new OutboxMessage
        {
            Id = 1,
            Session = new SessionKey("slack:C1"),
            To = new ReplyAddress("slack", "", "C1"),
            Text = text,
            QueuedAt = DateTimeOffset.UnixEpoch,
        };
        return await new SlackSender(api).SendAsync(with?.Invoke(message) ?? message, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Send_Taken_GivesTheMessagesTime()
    {
        var outcome = await SendAsync(with: static m => m with { To = m.To with { Thread = "1.000100" } });

        var sent = Assert.Single(_slack.Sent);
        Assert.Equal(("C1", "hello", "1.000100"), (sent.Channel, sent.Text, sent.Thread));
        Assert.Equal(new SendOutcome.Sent($"C1/{sent.Ts}"), outcome);
        var call = _slack.Calls.Single().Arguments;
        Assert.Equal((false, false), ((bool)call["unfurl_links"]!, (bool)call["unfurl_media"]!));
    }

    [Fact]
    public async Task Send_Markdown_IsShownWithSlacksMeans()
    {
        await SendAsync("**two** <b>", with: static m => m with { IsMarkdown = true });
        Assert.Equal(("*two* &lt;b&gt;", true), (_slack.Sent.Single().Text, _slack.Sent.Single().Mrkdwn));
    }

    [Fact]
    public async Task Send_NoticeWithStars_IsShownLetterForLetter()
    {
        await SendAsync("exec rm *.tmp *.bak <x>");
        Assert.Equal(("exec rm *.tmp *.bak &lt;x&gt;", false), (_slack.Sent.Single().Text, _slack.Sent.Single().Mrkdwn));
    }

    [Fact]
    public async Task Send_LongerWithMarksThanSlackTakes_GoesAsItWasWritten()
    {
        var table = "|a|b|\n|-|-|\n" + string.Concat(Enumerable.Repeat("|1|2|\n", 100)) + $"|{new string('x', 1000)}|2|";
        Assert.IsType<SendOutcome.Sent>(await SendAsync(table, with: static m => m with { IsMarkdown = true }));
        Assert.False(_slack.Sent.Single().Mrkdwn);
    }

    [Fact]
    public async Task Send_Approval_HasTwoButtonsAndSectionsThatFit()
    {
        await SendAsync($"exec echo {new string('<', 1500)}\nlast line", with: static m => m with { Approval = s_shown });

        var sent = Assert.Single(_slack.Sent);
        Assert.Equal([("approve", "bako-42:3fa9c0d1e2b4"), ("deny", "bako-42:3fa9c0d1e2b4")], sent.Buttons);
        Assert.True(sent.Sections.Count > 1);
        Assert.Equal($"exec echo {string.Concat(Enumerable.Repeat("&lt;", 1500))}\nlast line", sent.Shown);
    }

    [Fact]
    public async Task Send_ApprovalThatIsNotShownWhole_HasNoButtons()
    {
        await SendAsync(with: static m => m with { Approval = s_shown with { Fingerprint = "" } });

        Assert.Empty(Assert.Single(_slack.Sent).Buttons);
    }

    [Theory]
    [InlineData(3000, true)]
    [InlineData(3001, false)]
    public void Question_FitsIntoOneSection_OrIsNotAsked(int length, bool fits) =>
        Assert.Equal(fits, new SlackSender(null!).TakesQuestion(new string('x', length)));

    [Theory]
    [InlineData("deny", "bako-42", false)]
    [InlineData("approve", "bako-42", true)]
    [InlineData("other", "bako-42", null)]
    [InlineData("approve", "", null)]
    public void Press_OfAButton_IsReadOrNot(string action, string value, bool? approve) =>
        Assert.Equal(
            approve,
            SlackButtons.Read(new SlackPress { Type = "block_actions", Actions = [new SlackAction(action, value)] })?.Approve
        );

    [Fact]
    public async Task Send_Edit_ChangesTheMessageAndTakesItsButtons()
    {
        await SendAsync(with: static m => m with { Approval = s_shown });
        var shown = _slack.Sent.Single().Ts;

        Assert.Equal(
            new SendOutcome.Sent($"C1/{shown}"),
            await SendAsync("rm *.tmp *\nApproved.", with: m => m with { Edits = new EditTarget(1, $"C1/{shown}") })
        );

        Assert.Equal(("rm *.tmp *\nApproved.", 0), (_slack.Chats[shown].Shown, _slack.Chats[shown].Buttons.Count));
        Assert.IsType<SendOutcome.Refused>(await SendAsync("Approved.", with: static m => m with { Edits = new EditTarget(1, "C1/9.9") }));
    }

    [Fact]
    public async Task Send_ToAPerson_IsChangedWhereItStands()
    {
        static OutboxMessage ToAda(OutboxMessage message) => message with { To = new ReplyAddress("slack", "", "U7") };
        var sent = Assert.IsType<SendOutcome.Sent>(await SendAsync(with: static m => ToAda(m) with { Approval = s_shown }));

        Assert.IsType<SendOutcome.Sent>(
            await SendAsync("Approved.", with: m => ToAda(m) with { Edits = new EditTarget(1, sent.ChannelMessage) })
        );

        Assert.Equal("Approved.", _slack.Chats.Values.Single().Shown);
    }

    [Fact]
    public async Task Send_TooMany_WaitsAsLongAsTold()
    {
        _slack.Trouble(RawReply.Http(429, """{"ok":false,"error":"ratelimited"}""", headers: "Retry-After: 7\r\n"));

        Assert.Equal(new SendOutcome.Later("Slack says ratelimited", TimeSpan.FromSeconds(7)), await SendAsync());
        Assert.Empty(_slack.Sent);
    }

    [Theory]
    [InlineData("not_in_channel", "/invite")]
    [InlineData("channel_not_found", "/invite")]
    [InlineData("is_archived", "closed")]
    [InlineData("something_new", "Slack says something_new")]
    public async Task Send_Refused_SaysTheStep(string error, string words)
    {
        _slack.Trouble(error);
        Assert.Contains(words, Assert.IsType<SendOutcome.Refused>(await SendAsync()).Reason);
    }

    [Fact]
    public async Task Send_RefusalWithHalfALetter_IsARefusal()
    {
        await using var server = new RawServer(static _ => RawReply.Http(200, """{"ok":false,"error":"odd \ud83d"}"""));
        Assert.Equal(new SendOutcome.Refused("Slack says odd \uFFFD"), await SendAsync(url: server.Url));
    }

    [Theory]
    [InlineData(
        "missing_scope",
        "connections:write",
        SlackFaults.AppToken,
        "the scope connections:write under Basic Information, App-Level Tokens"
    )]
    [InlineData("missing_scope", null, SlackFaults.BotToken, "the bot scope that `openclaw slack manifest` lists")]
    [InlineData("not_allowed_token_type", null, SlackFaults.AppToken, "(channels.slack.app_token): app_token begins with xapp-")]
    [InlineData("token_revoked", null, SlackFaults.BotToken, "install the app again and set its new token (channels.slack.bot_token)")]
    public void Fault_OfAToken_SaysWhereToMendIt(string error, string? needed, string setting, string words)
    {
        Assert.True(SlackFaults.NeedsAPerson(error));
        Assert.Contains(words, SlackFaults.Words(new SlackRefusal(error, needed), setting));
    }

    [Fact]
    public async Task Send_MissingScope_SaysWhichAndWhere()
    {
        _slack.Trouble("missing_scope", "chat:write");

        var later = Assert.IsType<SendOutcome.Later>(await SendAsync());

        Assert.True(later.WholeChannel);
        Assert.Contains("add the bot scope chat:write under OAuth & Permissions", later.Reason);
    }

    [Fact]
    public async Task Send_WrongToken_SaysWhichSettingAndNotTheToken()
    {
        var later = Assert.IsType<SendOutcome.Later>(await SendAsync(token: "xoxb-wrong"));

        Assert.True(later.WholeChannel);
        Assert.Contains("channels.slack.bot_token", later.Reason);
        Assert.DoesNotContain("wrong", later.Reason);
    }

    [Fact]
    public async Task Send_PageInPlaceOfAnAnswer_ComesLater()
    {
        _slack.Trouble(RawReply.Http(503, "<html>Service unavailable</html>", "text/html"));

        Assert.True(Assert.IsType<SendOutcome.Later>(await SendAsync()).WholeChannel);
    }

    [Fact]
    public async Task Send_AnswerLostOrUnreadable_IsUnknown()
    {
        _slack.LosesTheNextAnswer();
        Assert.IsType<SendOutcome.Unknown>(await SendAsync());
        Assert.Single(_slack.Sent);

        _slack.Trouble(RawReply.Http(502, "<html>Bad gateway</html>", "text/html"));
        Assert.IsType<SendOutcome.Unknown>(await SendAsync());
        _slack.Trouble(RawReply.Http(200, "<html>ok?</html>", "text/html"));
        Assert.IsType<SendOutcome.Unknown>(await SendAsync());
        // Slack's documentation: a part may have been done.
        _slack.Trouble("fatal_error");
        Assert.IsType<SendOutcome.Unknown>(await SendAsync());
        // One in front of Slack that speaks JSON: whether it handed the message on is nowhere said.
        _slack.Trouble(RawReply.Http(500, """{"ok":false,"error":"upstream_broke"}"""));
        Assert.IsType<SendOutcome.Unknown>(await SendAsync());
    }

    [Fact]
    public async Task Send_NobodyThere_ComesLaterForTheWholeChannel()
    {
        var later = Assert.IsType<SendOutcome.Later>(await SendAsync(url: new Uri("http://127.0.0.1:1/")));

        Assert.True(later.WholeChannel);
        Assert.StartsWith("127.0.0.1 cannot be reached", later.Reason);
    }
}
