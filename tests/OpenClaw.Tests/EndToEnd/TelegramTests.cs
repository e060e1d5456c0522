using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What is said on Telegram: messages, approvals, files and drafts.</summary>
public sealed class TelegramTests : TelegramBench
{
    [Fact]
    public async Task Message_IsAnsweredInItsChatAndConfirmed()
    {
        await using var gateway = await StartAsync();

        var update = _telegram.Say("hello");

        await gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        Assert.Equal([("7", "you said hello")], _telegram.Sent.Select(static s => (s.Chat, s.Text)));
        await gateway.UntilAsync("the update to be confirmed", () => _telegram.Offsets.Contains(update + 1));
        Assert.DoesNotContain("secret-of-the-bot", gateway.Log);
    }

    [Fact]
    public async Task Stranger_IsNotAnsweredAndTheLogSaysWhatWouldLetHimIn()
    {
        await using var gateway = await StartAsync();

        _telegram.Say("let me in", from: 8);
        var update = _telegram.Say("let me in, I said", from: 8);

        await gateway.UntilAsync("the update to be confirmed", () => _telegram.Offsets.Contains(update + 1));
        // Once, however often he writes.
        Assert.Equal(2, gateway.Log.Split("channels.telegram.allow_from = [\"8\"]").Length);
        Assert.Empty(_telegram.Sent);
        Assert.DoesNotContain(_model.Chats, chat => chat.UserText.Contains("let me in"));
    }

    [Fact]
    public async Task Update_ThatIsNotWrittenAsItShouldBe_IsLeftOutAndTold()
    {
        await using var gateway = await StartAsync();

        var update = _telegram.Update(
            new JsonObject
            {
                ["message"] = new JsonObject { ["message_id"] = "nine", ["text"] = "hello" },
            }
        );
        _telegram.Say("and bye");

        await gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        Assert.Equal(2, gateway.Log.Split($"telegram: update {update} is not written as it should be, and was left out").Length);
    }

    [Fact]
    public async Task GroupThatBecameASupergroup_IsToldOnceWithTheSettingToRename()
    {
        await using var gateway = await StartAsync("groups = { \"-200\" = { require_mention = false } }");

        _telegram.Say("", chat: -200, type: "group", more: new JsonObject { ["text"] = null, ["migrate_to_chat_id"] = -1009000000200 });
        _telegram.Say(
            "",
            chat: -1009000000200,
            type: "supergroup",
            more: new JsonObject { ["text"] = null, ["migrate_from_chat_id"] = -200 }
        );
        _telegram.Say("", chat: -300, type: "group", more: new JsonObject { ["text"] = null, ["migrate_to_chat_id"] = -1009000000300 });
        var last = _telegram.Say("hello");

        await gateway.UntilAsync("the last to be confirmed", () => _telegram.IsConfirmed(last));
        Assert.Equal(
            2,
            gateway
                .Log.Split(
                    "telegram: the group -200 is now -1009000000200: rename channels.telegram.groups.\"-200\" to channels.telegram.groups.\"-1009000000200\" and reload"
                )
                .Length
        );
        Assert.DoesNotContain("-1009000000300", gateway.Log);
    }

    [Fact]
    public async Task AskedCall_ApprovedInTheChat_Runs()
    {
        await using var gateway = await StartAsync();
        _telegram.Say("run it");
        await gateway.UntilAsync("the question", () => _telegram.Sent.Any(static s => s.Text.Contains("/approve ")));

        _telegram.Say("/approve");

        await gateway.UntilAsync("the answer", () => _telegram.Sent.Any(static s => s.Text.StartsWith("it said hi")));
    }

    [Fact]
    public async Task AskedCall_ApprovedByAButton_RunsAndTheMessageSaysWhoDecided()
    {
        await using var gateway = await StartAsync();
        _telegram.Say("run it");
        await gateway.UntilAsync("the question", () => _telegram.Sent.Any(static s => s.Buttons.Count > 0));
        var asked = _telegram.Sent.Single(static s => s.Buttons.Count > 0);
        Assert.Contains("exec\n<pre>echo hi</pre>", asked.Text);

        _telegram.Press(asked.Buttons[0], from: 8);
        await gateway.UntilAsync("the refusal", () => _telegram.Toasts.Contains("You may not answer this request."));
        Assert.DoesNotContain(_telegram.Sent, static s => s.Text.StartsWith("it said"));
        var press = _telegram.Press(asked.Buttons[0]);

        await gateway.UntilAsync("the answer", () => _telegram.Sent.Any(static s => s.Text.StartsWith("it said hi")));
        await gateway.UntilAsync("the message to change", () => _telegram.Chats[asked.Id].Buttons.Count == 0);
        Assert.Contains("exec\n| echo hi\nApproved by Ada at ", _telegram.Chats[asked.Id].Text);
        Assert.Contains("Approved.", _telegram.Toasts);
        await gateway.UntilAsync("the press to be confirmed", () => _telegram.IsConfirmed(press));

        // The same button from another phone.
        _telegram.Press(asked.Buttons[1]);
        await gateway.UntilAsync(
            "the second answer",
            () => _telegram.Toasts.Any(static t => t.Contains("was used by Ada") || t.Contains("was approved by Ada"))
        );
        Assert.Single(_telegram.Sent, static s => s.Text.StartsWith("it said hi"));
    }

    [Fact]
    public async Task AskedCall_DecidedElsewhere_TheMessageSaysSoThoughTheGatewayDied()
    {
        await using var gateway = await StartAsync();
        _telegram.Say("run it");
        await gateway.UntilAsync("the question", () => _telegram.Sent.Any(static s => s.Buttons.Count > 0));
        var asked = _telegram.Sent.Single(static s => s.Buttons.Count > 0);

        await gateway.OkAsync("deny", await gateway.PendingApprovalAsync(), "--reason", "not today");
        await gateway.KillAsync();
        await gateway.StartAsync();

        await gateway.UntilAsync("the message to change", () => _telegram.Chats[asked.Id].Buttons.Count == 0);
        Assert.Matches("exec\n\\| echo hi\nDenied by local:.* at .* \\(not today\\)\\.$", _telegram.Chats[asked.Id].Text);
    }

    [Fact]
    public async Task Files_LieInTheWorkspaceAndAreNamed()
    {
        await using var gateway = await StartAsync("max_file = \"1KB\"");
        _telegram.Files["doc"] = [.. Enumerable.Range(0, 1000).Select(static i => (byte)i)];
        _telegram.Files["lies"] = new byte[5000];

        // A hundred letters of three bytes each, more than a file's name may have.
        _telegram.Attach("document", new JsonObject { ["file_id"] = "doc", ["file_name"] = $"{new string('報', 100)}.pdf" }, "long name");
        _telegram.Attach(
            "document",
            new JsonObject
            {
                ["file_id"] = "doc",
                ["file_name"] = "../../my report.pdf",
                ["mime_type"] = "application/pdf",
                ["file_size"] = 1000,
            },
            "read this"
        );
        _telegram.Attach(
            "document",
            new JsonObject
            {
                ["file_id"] = "doc",
                ["file_name"] = "film.mkv",
                ["file_size"] = 2_000_000_000,
            },
            "and this"
        );
        _telegram.Attach("voice", new JsonObject { ["file_id"] = "lies", ["file_size"] = 10 });
        _telegram.Attach("voice", new JsonObject { ["file_id"] = "gone" });

        await gateway.UntilAsync("the answers", () => _telegram.Sent.Count == 5);
        string[] said = [.. _model.Chats.Select(static chat => chat.UserText).SkipWhile(static text => text.StartsWith("long name"))];
        Assert.Matches("^read this\n\\[file inbox/....-..-..-\\d+-_.._my_report.pdf \\(application/pdf, 1000 bytes\\)\\]", said[0]);
        Assert.Contains(
            "[file film.mkv (application/octet-stream, 1.9 GB) was not fetched: it is more than channels.telegram.max_file (1KB)]",
            said[1]
        );
        Assert.Contains(
            "[file voice.ogg (audio/ogg, 10 bytes) was not fetched: it is more than channels.telegram.max_file (1KB)]",
            said[2]
        );
        Assert.Contains("[file voice.ogg (audio/ogg) was not fetched: Telegram says: Bad Request: invalid file_id]", said[3]);
        var files = Directory.GetFiles(Path.Combine(gateway.Workspace, "inbox"));
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(_telegram.Files["doc"], File.ReadAllBytes(file)));
    }

    [Fact]
    public async Task Files_InboxThatIsALink_AreNotWrittenThroughIt()
    {
        await using var gateway = await StartAsync();
        _telegram.Files["doc"] = [1, 2, 3];
        Directory.CreateDirectory(gateway.Workspace);
        var outside = Directory.CreateDirectory(gateway.Folder.File("outside"));
        Directory.CreateSymbolicLink(Path.Combine(gateway.Workspace, "inbox"), outside.FullName);

        _telegram.Attach("document", new JsonObject { ["file_id"] = "doc", ["file_name"] = "x" }, "take it");

        await gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        Assert.Contains("was not fetched", _model.Chats.Single().UserText);
        Assert.Empty(outside.GetFiles());
    }

    [Fact]
    public async Task WorkingTurn_ShowsADraftThatBecomesTheAnswer()
    {
        await using var gateway = await StartAsync("stream = \"edit\"");

        _telegram.Say("look around");
        await gateway.UntilAsync("the draft", () => _telegram.Sent.Any(static s => s.Text.StartsWith("⏳ search")));
        Assert.Contains(_telegram.Calls, static call => call.Method == "sendChatAction" && (string)call.Arguments["action"]! == "typing");
        _goOn.Set();

        await gateway.UntilAsync("the answer", () => _telegram.Chats.Values.Any(static s => s.Text == "<b>found</b> nothing"));
        Assert.Single(_telegram.Chats);
        Assert.Single(_telegram.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TurnThatWaitsForAnApproval_TakesItsDraftBackAndIsAnsweredBelow(bool deletes)
    {
        _telegram.RefusesToDelete = !deletes;
        await using var gateway = await StartAsync("stream = \"edit\"");
        _telegram.Say("look and run");
        await gateway.UntilAsync("the draft", () => _telegram.Sent.Any(static s => s.Text.StartsWith("⏳ search")));
        var draft = _telegram.Sent.First().Id;
        _goOn.Set();
        await gateway.UntilAsync("the question", () => _telegram.Sent.Any(static s => s.Buttons.Count > 0));
        await gateway.UntilAsync(
            "the draft to be taken back",
            () => _telegram.Calls.Any(call => call.Method == "deleteMessage" && (long)call.Arguments["message_id"]! == draft)
        );

        _telegram.Press(_telegram.Sent.Single(static s => s.Buttons.Count > 0).Buttons[0]);

        await gateway.UntilAsync("the answer", () => _telegram.Chats.Values.Any(static s => s.Text.StartsWith("it said hi")));
        var answer = _telegram.Chats.Values.Single(static s => s.Text.StartsWith("it said hi"));
        Assert.True(answer.Id > _telegram.Sent.Single(static s => s.Buttons.Count > 0).Id);
        Assert.Equal(!deletes, _telegram.Chats.ContainsKey(draft));
    }
}
