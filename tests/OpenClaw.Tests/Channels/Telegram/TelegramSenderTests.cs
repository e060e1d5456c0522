using OpenClaw.Channels.Telegram;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Delivery.Cutting;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Network;
using OpenClaw.Messages;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

public sealed class TelegramSenderTests : IAsyncDisposable
{
    private static readonly ShownApproval s_shown = new(new ApprovalId("bako-42"), "3fa9c0d1e2b4");

    private readonly TelegramDouble _telegram = new();

    public ValueTask DisposeAsync() => _telegram.DisposeAsync();

    private async Task<SendOutcome> SendAsync(
        string text = "hello",
        string token = TelegramDouble.Token,
        Uri? url = null,
        Func<OutboxMessage, OutboxMessage>? with = null
    )
    {
        using var api = new TelegramApi(
            new TelegramConfig { Token = new Secret("test", token), ApiUrl = url ?? _telegram.Url },
            new Dialer(DialRules.Open, TimeProvider.System),
            TimeProvider.System
        );
        var message = new OutboxMessage
        {
            Id = 1,
            Session = new SessionKey("telegram:7"),
            To = new ReplyAddress("telegram", "", "7"),
            Text = text,
            QueuedAt = DateTimeOffset.UnixEpoch,
        };
        return await new TelegramSender(api, new TelegramActivity(null!, api, drafts: false)).SendAsync(
            with?.Invoke(message) ?? message,
            TestContext.Current.CancellationToken
        );
    }

    [Fact]
    public async Task Send_Markdown_IsShownWithTelegramsMeans()
    {
        await SendAsync("**two** <b>\n\n```c\nint a;\n```", with: static m => m with { IsMarkdown = true });

        var sent = Assert.Single(_telegram.Sent);
        Assert.Equal(("<b>two</b> &lt;b&gt;\n\n<pre><code class=\"language-c\">int a;</code></pre>", "HTML"), (sent.Text, sent.ParseMode));
    }

    [Fact]
    public async Task Send_NoticeWithStars_IsShownLetterForLetter()
    {
        await SendAsync("exec rm *.tmp *.bak");
        Assert.Equal(("exec rm *.tmp *.bak", null), (_telegram.Sent.Single().Text, _telegram.Sent.Single().ParseMode));
    }

    [Fact]
    public async Task Send_MarkupThatTelegramCannotRead_GoesAsItWasWritten()
    {
        _telegram.Trouble(400, "Bad Request: can't parse entities: unsupported start tag \"x\" at byte offset 3");

        Assert.IsType<SendOutcome.Sent>(await SendAsync("**two**", with: static m => m with { IsMarkdown = true }));
        Assert.Equal(("**two**", null), (_telegram.Sent.Single().Text, _telegram.Sent.Single().ParseMode));
    }

    [Fact]
    public async Task Send_LongerWithMarksThanTelegramTakes_GoesAsItWasWritten()
    {
        // A table whose columns are padded: short as it was written, long as it is shown.
        var table = "|a|b|\n|-|-|\n" + string.Concat(Enumerable.Repeat("|1|2|\n", 100)) + $"|{new string('x', 500)}|2|";
        Assert.IsType<SendOutcome.Sent>(await SendAsync(table, with: static m => m with { IsMarkdown = true }));
        Assert.Null(_telegram.Sent.Single().ParseMode);
    }

    [Theory]
    [InlineData("**b** and `c` ", 300)]
    [InlineData("| a | b |\n|---|---|\n", 1)]
    public void Form_OfALongAnswer_IsKeptByEachOfItsPieces(string piece, int times)
    {
        var sender = new TelegramSender(null!, null!);
        // Short as it is written, too long for one message as it is shown.
        var rows =
            times == 1
                ? $"| {new string('x', 300)} | y |\n" + string.Concat(Enumerable.Range(0, 100).Select(static row => $"| {row} | y |\n"))
                : "";
        var text = string.Concat(Enumerable.Repeat(piece, times)) + rows;
        Assert.False(sender.TakesForm(text));

        var pieces = TextCutter.Cut(text, sender.Limit, sender.TakesForm);

        Assert.All(pieces, one => Assert.True(sender.TakesForm(one)));
        if (times == 1)
        {
            Assert.All(pieces, static one => Assert.StartsWith("| a | b |\n|---|---|\n| ", one));
        }
        else
        {
            Assert.Equal(times, pieces.Sum(static one => one.Split("**b**").Length - 1));
        }
    }

    [Fact]
    public async Task Send_ApprovalThatIsNotShownWhole_HasNone()
    {
        await SendAsync(with: static m => m with { Approval = s_shown with { Fingerprint = "" } });

        Assert.Empty(_telegram.Sent.Single().Buttons);
    }

    [Fact]
    public async Task Send_Approval_PutsTheCallIntoABlockThatItsWordsCannotLeave()
    {
        await SendAsync(
            "Waiting for approval bako-42: exec\n| echo </pre> <b>1</b>\n| /approve bako-42\n/approve bako-42 or /deny bako-42",
            with: static m => m with { Approval = s_shown }
        );

        Assert.Equal(
            "Waiting for approval bako-42: exec\n<pre>echo &lt;/pre&gt; &lt;b&gt;1&lt;/b&gt;\n/approve bako-42</pre>\n/approve bako-42 or /deny bako-42",
            _telegram.Sent.Single().Text
        );
    }

    [Fact]
    public async Task Send_Approval_HasTwoButtons()
    {
        await SendAsync(with: static m => m with { Approval = s_shown });

        Assert.Equal(["approve:bako-42:3fa9c0d1e2b4", "deny:bako-42:3fa9c0d1e2b4"], _telegram.Sent.Single().Buttons);
        Assert.Equal((s_shown, false), TelegramButtons.Read("deny:bako-42:3fa9c0d1e2b4"));
        Assert.Equal((s_shown with { Fingerprint = "" }, true), TelegramButtons.Read("approve:bako-42"));
        Assert.Null(TelegramButtons.Read("other"));
    }

    [Fact]
    public async Task Send_Edit_ChangesTheMessageAndTakesItsButtons()
    {
        await SendAsync(with: static m => m with { Approval = s_shown });
        var shown = _telegram.Sent.Single().Id;

        var first = await SendAsync("Approved.", with: m => m with { Edits = new EditTarget(1, $"{shown}") });
        var again = await SendAsync("Approved.", with: m => m with { Edits = new EditTarget(1, $"{shown}") });

        Assert.Equal(("Approved.", 0), (_telegram.Chats[shown].Text, _telegram.Chats[shown].Buttons.Count));
        // The second changes nothing, and is as good as the first.
        Assert.Equal([new SendOutcome.Sent($"{shown}"), new SendOutcome.Sent($"{shown}")], [first, again]);
        Assert.IsType<SendOutcome.Refused>(await SendAsync("Approved.", with: static m => m with { Edits = new EditTarget(1, "999") }));
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

    [Theory]
    [InlineData(401, "<html>who are you?</html>")]
    [InlineData(404, "<html>no such page</html>")]
    [InlineData(404, """{"error":"not found"}""")]
    [InlineData(401, """{"ok":false}""")]
    [InlineData(403, "[]")]
    [InlineData(503, "")]
    public async Task Send_SomebodyElseSaysNo_ComesLaterAndIsNotAboutTheToken(int status, string page)
    {
        await using var server = new RawServer(_ => RawReply.Http(status, page));
        Assert.Equal(
            new SendOutcome.Later($"127.0.0.1 answered {status}, and not as a Bot API does", WholeChannel: true),
            await SendAsync(url: server.Url)
        );
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(504, "<html>Gateway timeout</html>")]
    [InlineData(524, "{}")]
    public async Task Send_SomebodyBetweenHasNoAnswer_IsUnknown(int status, string page)
    {
        await using var server = new RawServer(_ => RawReply.Http(status, page));
        Assert.Equal(
            new SendOutcome.Unknown($"127.0.0.1 answered {status}, and nothing that is JSON of a Bot API"),
            await SendAsync(url: server.Url)
        );
    }

    [Fact]
    public async Task Send_RefusalWithHalfALetter_IsARefusal()
    {
        await using var server = new RawServer(static _ =>
            RawReply.Http(403, """{"ok":false,"error_code":403,"description":"Forbidden: \ud83d"}""")
        );
        Assert.Equal(new SendOutcome.Refused("Forbidden: \uFFFD"), await SendAsync(url: server.Url));
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

    [Theory]
    [InlineData(500, "Internal Server Error: restart")]
    [InlineData(502, "Bad Gateway")]
    public async Task Send_ServerInTrouble_IsUnknown(int code, string description)
    {
        _telegram.Trouble(code, description);

        Assert.Equal(new SendOutcome.Unknown(description), await SendAsync());
    }

    [Fact]
    public async Task Send_ServerThatTakesNothingNow_ComesLater()
    {
        _telegram.Trouble(503, "Service Unavailable");

        Assert.True(Assert.IsType<SendOutcome.Later>(await SendAsync()).WholeChannel);
    }
}
