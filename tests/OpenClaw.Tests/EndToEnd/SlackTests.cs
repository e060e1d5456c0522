using System.Text.Json.Nodes;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What is said on Slack: messages, mentions, threads, commands, approvals and files.</summary>
public sealed class SlackTests : SlackBench
{
    [Fact]
    public async Task Message_IsAnsweredInItsChatAndAcknowledged()
    {
        await using var gateway = await StartAsync();

        var envelope = _slack.Say("hello");

        await gateway.UntilAsync("the answer", () => !_slack.Sent.IsEmpty);
        Assert.Equal([("D7", "you said hello", null)], _slack.Sent.Select(static s => (s.Channel, s.Text, s.Thread)));
        await gateway.UntilAsync("the acknowledgement", () => _slack.IsAcknowledged(envelope));
        Assert.DoesNotContain("secret-", gateway.Log);
    }

    [Fact]
    public async Task Doctor_AsksSlackItself()
    {
        await using var gateway = await StartAsync();
        var well = (await gateway.RunAsync("doctor")).Stdout;
        Assert.Contains("ok  slack: the bot token is that of claw in Den", well);
        Assert.Contains("ok  slack: the app token opens connections", well);
        Assert.DoesNotContain("NO  slack", well);

        _slack.Scopes = "chat:write,im:history";
        _slack.Ahead = TimeSpan.FromMinutes(10);
        _slack.OpenTrouble = SlackDouble.Refusal("missing_scope", "connections:write");
        var ill = await gateway.RunAsync("doctor");

        Assert.Equal(1, ill.ExitCode);
        Assert.Contains(
            "NO  slack: the bot lacks the scopes app_mentions:read, channels:history, groups:history, mpim:history, commands, files:read, users:read",
            ill.Stdout
        );
        Assert.Matches("NO  slack: this machine's clock is (59|60)\\d s behind Slack's", ill.Stdout);
        Assert.Contains("connections:write", ill.Stdout);
        Assert.DoesNotContain("secret-", ill.Stdout);
    }

    [Fact]
    public async Task Mention_ThatComesTwice_IsAnsweredOnce()
    {
        await using var gateway = await StartAsync();

        _slack.Say("talk that is not meant for it", channel: "C1");
        _slack.Mention("what is &lt;b&gt;?");

        await gateway.UntilAsync("all to be acknowledged", () => _slack.Unacknowledged == 0);
        await gateway.UntilAsync("the answer", () => !_slack.Sent.IsEmpty);
        _slack.Say("done");
        await gateway.UntilAsync("the next answer", () => _slack.Sent.Any(static s => s.Text == "you said done"));
        Assert.Equal(
            [("C1", "you said U7: what is &lt;b&gt;?"), ("D7", "you said done")],
            _slack.Sent.Select(static s => (s.Channel, s.Text))
        );
    }

    [Fact]
    public async Task Thread_IsASessionOfItsOwnAndAnsweredInIt()
    {
        await using var gateway = await StartAsync();
        _slack.Say("above");
        await gateway.UntilAsync("the answer", () => _slack.Sent.Count == 1);

        _slack.Say("below", thread: "1699999999.000100");

        await gateway.UntilAsync("the answer", () => _slack.Sent.Count == 2);
        Assert.Equal(("you said below", "1699999999.000100"), (_slack.Sent.Last().Text, _slack.Sent.Last().Thread));
        await gateway.AnswerAsync("slack:D7:thread:1699999999.000100", "you said below");
        await gateway.AnswerAsync("slack:D7", "you said above");
    }

    [Fact]
    public async Task Command_SaysItsText_AndWithoutAnyGetsAHint()
    {
        await using var gateway = await StartAsync();

        _slack.Command("  ");
        _slack.Command("hello");
        _slack.Command("hello");

        await gateway.UntilAsync("the answers", () => _slack.Sent.Count == 2);
        Assert.All(_slack.Sent, static s => Assert.Equal("you said hello", s.Text));
        Assert.Contains("/claw how are you?", Assert.Single(_slack.Hints));
    }

    [Fact]
    public async Task Command_WhereNoAnswerCanCome_IsToldWhatIsMissing()
    {
        await using var gateway = await StartAsync();
        _slack.Elsewhere["C1"] = "not_in_channel";
        _slack.Elsewhere["D9"] = "channel_not_found";

        _slack.Command("in a channel without the bot", channel: "C1");
        _slack.Command("between two others", channel: "D9");
        _slack.Command("in a channel that is not listed", channel: "C2");
        _slack.Command("from a stranger", user: "U8");

        await gateway.UntilAsync("the hints", () => _slack.Hints.Count == 4);
        Assert.Collection(
            _slack.Hints,
            static hint => Assert.Contains("Type `/invite` with my name here", hint),
            static hint => Assert.Contains("This conversation is not with me", hint),
            static hint => Assert.Contains("channels.slack.channels = { \"C2\" = { require_mention = true } }", hint),
            static hint => Assert.Contains("channels.slack.allow_from = [\"U8\"]", hint)
        );
        Assert.Empty(_model.Chats);

        _slack.Elsewhere.Clear();
        _slack.Command("invited", channel: "C1");
        await gateway.UntilAsync("the answer", () => !_slack.Sent.IsEmpty);
        Assert.Equal("C1", _slack.Sent.Single().Channel);
    }

    [Fact]
    public async Task Stranger_IsNotAnsweredAndTheLogSaysWhatWouldLetHimIn()
    {
        await using var gateway = await StartAsync();

        _slack.Say("let me in", user: "U8");
        _slack.Mention("and me", channel: "C2");

        await gateway.UntilAsync("all to be acknowledged", () => _slack.Unacknowledged == 0);
        await gateway.UntilAsync(
            "the lines",
            () => gateway.Log.Contains("channels.slack.channels = { \"C2\" = { require_mention = true } }")
        );
        Assert.Contains("channels.slack.allow_from = [\"U8\"]", gateway.Log);
        Assert.Empty(_slack.Sent);
        Assert.Empty(_model.Chats);
    }

    [Fact]
    public async Task AskedCall_ApprovedByAButton_RunsAndTheMessageSaysWhoDecided()
    {
        _slack.Names["U7"] = "Anna";
        await using var gateway = await StartAsync();
        _slack.Say("run it");
        await gateway.UntilAsync("the question", () => _slack.Sent.Any(static s => s.Buttons.Count > 0));
        var asked = _slack.Sent.Single(static s => s.Buttons.Count > 0);
        Assert.Contains("exec\n| echo hi", asked.Shown);

        _slack.Press(asked.Buttons[0], user: "U8");
        await gateway.UntilAsync("the refusal", () => _slack.Whispers.Contains("You may not answer this request."));
        Assert.DoesNotContain(_slack.Sent, static s => s.Text.StartsWith("it said"));
        var press = _slack.Press(asked.Buttons[0]);

        await gateway.UntilAsync("the answer", () => _slack.Sent.Any(static s => s.Text.StartsWith("it said hi")));
        await gateway.UntilAsync("the message to change", () => _slack.Chats[asked.Ts].Buttons.Count == 0);
        Assert.Contains("exec\n| echo hi\nApproved by Anna at ", _slack.Chats[asked.Ts].Shown);
        await gateway.UntilAsync("the press to be acknowledged", () => _slack.IsAcknowledged(press));

        // The same question on another phone.
        _slack.Press(asked.Buttons[1]);
        await gateway.UntilAsync("the second answer", () => _slack.Whispers.Any(static t => t.Contains("by Anna")));
        Assert.Single(_slack.Sent, static s => s.Text.StartsWith("it said hi"));
    }

    [Fact]
    public async Task Files_LieInTheWorkspaceAndOnlySlackGetsTheToken()
    {
        await using var gateway = await StartAsync("max_file = \"1KB\"");
        _slack.Files["doc"] = [.. Enumerable.Range(0, 1000).Select(static i => (byte)i)];
        await using var elsewhere = new RawServer(static _ => RawReply.Http(200, "thanks"));

        _slack.Say("read this", more: Attached("report.pdf", _slack.FileUrl("doc")));
        _slack.Say("and this", more: Attached("film.mkv", _slack.FileUrl("doc"), 2_000_000_000));
        _slack.Say("and that", more: Attached("bait.txt", new Uri($"http://localhost:{elsewhere.Port}/")));
        _slack.Say("and these", more: Attached("gone.txt", _slack.FileUrl("gone")));

        await gateway.UntilAsync("the answers", () => _slack.Sent.Count == 4);
        string[] said = [.. _model.Chats.Select(static chat => chat.UserText)];
        Assert.Matches("^read this\n\\[file inbox/.*-report.pdf \\(application/x, 1000 bytes\\)\\]", said[0]);
        Assert.Contains("was not fetched: it is more than channels.slack.max_file (1KB)", said[1]);
        Assert.Contains("was not fetched: it lies with localhost, which is not Slack", said[2]);
        Assert.Contains("was not fetched: Slack asks to log in: add the bot scope files:read", said[3]);
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(
            _slack.Files["doc"],
            await File.ReadAllBytesAsync(
                Assert.Single(Directory.GetFiles(Path.Combine(gateway.Workspace, "inbox"))),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task FileOfAnotherCompany_IsAskedForByItsId()
    {
        await using var gateway = await StartAsync();
        _slack.Files["doc"] = "contract"u8.ToArray();
        _slack.Shared["F1"] = new JsonObject
        {
            ["id"] = "F1",
            ["name"] = "contract.txt",
            ["mimetype"] = "text/plain",
            ["size"] = 8,
            ["url_private"] = _slack.FileUrl("doc").AbsoluteUri,
        };

        _slack.Say("read this", more: Connected("F1"));
        _slack.Say("and this", more: Connected("F2"));

        await gateway.UntilAsync("the answers", () => _slack.Sent.Count == 2);
        string[] said = [.. _model.Chats.Select(static chat => chat.UserText)];
        Assert.Matches("^read this\n\\[file inbox/.*-contract.txt \\(text/plain, 8 bytes\\)\\]", said[0]);
        Assert.Contains("[file file was not fetched: Slack says file_not_found]", said[1]);
    }

    private static JsonObject Connected(string id) =>
        new()
        {
            ["subtype"] = "file_share",
            ["files"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = id,
                    ["mode"] = "file_access",
                    ["file_access"] = "check_file_info",
                }
            ),
        };

    private static JsonObject Attached(string name, Uri url, long? size = 1000) =>
        new()
        {
            ["subtype"] = "file_share",
            ["files"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = name,
                    ["mimetype"] = "application/x",
                    ["size"] = size,
                    ["url_private_download"] = url.AbsoluteUri,
                }
            ),
        };

    [Fact]
    public async Task Manifest_NeedsNoGateway()
    {
        NativeExecutable.Require();
        using var folder = new TempFolder();

        var result = await NativeExecutable.RunAsync(NativeExecutable.StartInfo(["slack", "manifest", "--name", "Jarvis"], folder.Path));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("name: \"Jarvis\"", result.Stdout);
        Assert.Contains("socket_mode_enabled: true", result.Stdout);
    }
}
