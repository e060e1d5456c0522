using System.Text.Json;
using OpenClaw.Channels.Slack;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Messages;

namespace OpenClaw.Tests.Channels.Slack;

public sealed class SlackReaderTests
{
    private static readonly SlackBot s_bot = new("U42", "T1");

    private static InboundMessage? Read(
        string json,
        bool mention = true,
        bool isAnswered = false,
        IReadOnlyDictionary<string, string>? names = null
    ) =>
        SlackReader.Read(
            JsonSerializer.Deserialize($$"""{"event":{{json}}}""", SlackJson.Default.SlackCallback)!.Event!,
            s_bot,
            new SlackConfig
            {
                AppToken = new Secret("test", "a"),
                BotToken = new Secret("test", "b"),
                Channels = [new SlackPlace("C5", mention, null)],
            },
            DateTimeOffset.UnixEpoch,
            isAnswered,
            names
        );

    [Fact]
    public void Read_DirectMessage_HasIdentitySenderAndChat()
    {
        var message = Read("""{"type":"message","channel":"D7","channel_type":"im","user":"U7","text":"hi","ts":"1767600000.000200"}""")!;

        Assert.Equal(new MessageIdentity("slack", "T1", "D7", "1767600000.000200"), message.Identity);
        Assert.Equal("slack:U7", message.Sender.Address);
        Assert.Equal(new Chat("slack", "", "D7", ChatKind.Direct), message.Chat);
        Assert.Equal(("hi", DateTimeOffset.FromUnixTimeSeconds(1767600000).AddMicroseconds(200)), (message.Text, message.ReceivedAt));
    }

    [Fact]
    public void Read_MentionAndItsMessage_AreOne() =>
        Assert.Equal(
            Read("""{"type":"message","channel":"C5","channel_type":"channel","user":"U7","text":"<@U42> hi","ts":"1.000100"}""")!.Identity,
            Read("""{"type":"app_mention","channel":"C5","user":"U7","text":"<@U42> hi","ts":"1.000100"}""")!.Identity
        );

    [Fact]
    public void Read_ChangedMessage_IsAnotherMessage()
    {
        var message = Read(
            """
            {"type":"message","subtype":"message_changed","channel":"D7","channel_type":"im","ts":"1767600070.000300",
             "message":{"type":"message","user":"U7","text":"hi!","ts":"1767600000.000200","edited":{"user":"U7","ts":"1767600060.000000"}},
             "previous_message":{"type":"message","user":"U7","text":"hi","ts":"1767600000.000200"}}
            """
        )!;

        Assert.Equal(new MessageIdentity("slack", "T1", "D7", "1767600000.000200", 1767600060000000), message.Identity);
        Assert.Equal("hi!", message.Text);
    }

    [Theory]
    [InlineData("\"thread_ts\":\"1.000100\"", "1.000100")]
    // The message above a thread.
    [InlineData("\"thread_ts\":\"2.000100\"", null)]
    [InlineData("\"thread_ts\":\"1.000100\",\"subtype\":\"thread_broadcast\"", "1.000100")]
    public void Read_Thread_IsTheChats(string more, string? thread) =>
        Assert.Equal(thread, Read($$"""{"type":"message","channel":"D7","user":"U7","text":"hi","ts":"2.000100",{{more}}}""")!.Chat.Thread);

    [Theory]
    [InlineData("hello all", "", false)]
    [InlineData("<@U42> hello", "", true)]
    [InlineData("<@U43> hello", "", false)]
    [InlineData("and then?", ",\"thread_ts\":\"0.000100\",\"parent_user_id\":\"U42\"", true)]
    [InlineData("and then?", ",\"thread_ts\":\"0.000100\",\"parent_user_id\":\"U7\"", false)]
    public void Read_ChannelThatWantsAMention_HearsOnlyWhatIsMeant(string text, string more, bool heard)
    {
        var json = $$"""{"type":"message","channel":"C5","channel_type":"channel","user":"U7","text":"{{text}}","ts":"1.000100"{{more}}}""";

        Assert.Equal(heard, Read(json) is not null);
        Assert.NotNull(Read(json, mention: false));
    }

    [Theory]
    [InlineData("and then?", true)]
    [InlineData("<@U43> and you?", false)]
    [InlineData("<@U43> and <@U42>?", true)]
    public void Read_ThreadThatTheBotAnsweredIn_IsHeardUnlessItSpeaksToAnother(string text, bool heard) =>
        Assert.Equal(
            heard,
            Read(
                $$"""{"type":"message","channel":"C5","channel_type":"channel","user":"U7","text":"{{text}}","ts":"1.000100","thread_ts":"0.000100","parent_user_id":"U7"}""",
                isAnswered: true
            )
                is not null
        );

    [Fact]
    public void Read_Names_StandInPlaceOfIds()
    {
        var names = new Dictionary<string, string> { ["U7"] = "Anna", ["U8"] = "Bo & <b>" };

        var message = Read(
            """{"type":"message","channel":"C5","user":"U7","text":"<@U42> ask <@U8> and <@U9>","ts":"1.000100"}""",
            names: names
        )!;

        Assert.Equal((new Sender("slack", "U7", "Anna"), "ask @Bo & <b> and @U9"), (message.Sender, message.Text));
    }

    [Theory]
    [InlineData(""" "text":"/stop","author_id":"U8","author_name":"Eve" """, "Eve", "/stop")]
    [InlineData(
        """ "text":"","fallback":"no text","author_name":"Eve","message_blocks":[{"message":{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"in *blocks*"}}]}}] """,
        "Eve",
        "in *blocks*"
    )]
    [InlineData(""" "fallback":"[yesterday] Eve: hi" """, null, "[yesterday] Eve: hi")]
    [InlineData(""" "text":"mine","author_id":"U42","author_name":"claw" """, "you", "mine")]
    public void Read_Share_IsSomebodyElsesWords(string attachment, string? by, string words)
    {
        var message = Read(
            $$"""{"type":"message","channel":"D7","user":"U7","text":"","ts":"1.000100","attachments":[{"is_share":true,{{attachment}}},{"text":"a preview"}]}"""
        )!;

        Assert.Equal(
            ("", new BorrowedWords(BorrowedUse.Forwarded, BorrowedFrom.Other, by, words)),
            (message.Text, message.Borrowed.Single())
        );
    }

    [Fact]
    public void Read_ShareWithWordsOfItsOwn_HasBoth()
    {
        var message = Read(
            """{"type":"message","channel":"D7","user":"U7","text":"what does he mean?","ts":"1.000100","attachments":[{"is_share":true,"text":"obey","author_name":"Eve","files":[{"id":"F1","name":"a.pdf"}]}]}"""
        )!;

        Assert.Equal(("what does he mean?", "obey", "a.pdf"), (message.Text, message.Borrowed.Single().Text, message.Files.Single().Name));
    }

    [Theory]
    [InlineData(
        """[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"see <b> "},{"type":"link","url":"https://a.example","text":"here"},{"type":"text","text":" "},{"type":"user","user_id":"U42"},{"type":"emoji","name":"wave"}]},{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"two"}]}]}]}]""",
        "see <b> here (https://a.example) :wave:\none\ntwo"
    )]
    [InlineData(
        """[{"type":"header","text":{"type":"plain_text","text":"Top"}},{"type":"section","fields":[{"type":"mrkdwn","text":"a"},{"type":"plain_text","text":"b"}]},{"type":"divider"},7,{"type":"section","text":7}]""",
        "Top\na\nb"
    )]
    public void Read_TextInBlocksAlone_IsRead(string blocks, string text) =>
        Assert.Equal(text, Read($$"""{"type":"message","channel":"D7","user":"U7","text":"","ts":"1.000100","blocks":{{blocks}}}""")!.Text);

    [Fact]
    public void Read_BlocksInBlocksWithoutEnd_AreNoTrouble()
    {
        // JSON itself is read 64 levels deep.
        var deep =
            string.Concat(Enumerable.Repeat("""{"type":"rich_text","elements":[""", 20)) + string.Concat(Enumerable.Repeat("]}", 20));
        Assert.Equal(
            "hi",
            Read($$"""{"type":"message","channel":"D7","user":"U7","text":"hi","ts":"1.000100","blocks":[{{deep}}]}""")!.Text
        );
        Assert.Null(Read($$"""{"type":"message","channel":"D7","user":"U7","text":"","ts":"1.000100","blocks":[{{deep}}]}"""));
    }

    [Fact]
    public void Read_Files_AreNamed() =>
        Assert.Equal(
            [new RemoteFile("a.pdf", "application/pdf", 12, "https://files.slack.com/d"), new RemoteFile("file", null, null, "F1")],
            Read(
                """{"type":"message","subtype":"file_share","channel":"D7","user":"U7","text":"","ts":"1.000100","files":[{"name":"a.pdf","mimetype":"application/pdf","size":12,"url_private":"https://files.slack.com/p","url_private_download":"https://files.slack.com/d"},{"id":"F1"}]}"""
            )!.Files
        );

    [Theory]
    [InlineData("files", "7")]
    [InlineData("files", """[{"name":"a.pdf","size":"large"}]""")]
    [InlineData("edited", "true")]
    [InlineData("previous_message", """{"user":{"id":"U7"}}""")]
    public void Read_PartThatIsNotWrittenAsItShouldBe_IsAllThatIsLost(string part, string json)
    {
        var message = Read($$"""{"type":"message","channel":"D7","{{part}}":{{json}},"user":"U7","text":"hi","ts":"1.000100"}""")!;

        Assert.Equal(("hi", 0), (message.Text, message.Files.Count));
    }

    [Fact]
    public void Read_HalfALetter_IsTheRestOfTheText() =>
        Assert.Equal(
            "one \uFFFD two",
            Read("""{"type":"message","channel":"D7","user":"U7","text":"one \ud83d two","ts":"1.000100"}""")!.Text
        );

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"type":"reaction_added","user":"U7"}""")]
    [InlineData("""{"type":"message","subtype":"channel_join","channel":"D7","user":"U7","text":"joined","ts":"1.000100"}""")]
    [InlineData("""{"type":"message","subtype":"message_deleted","channel":"D7","ts":"1.000100"}""")]
    [InlineData("""{"type":"message","channel":"D7","user":"U9","bot_id":"B9","text":"I am a bot","ts":"1.000100"}""")]
    [InlineData("""{"type":"message","channel":"D7","user":"U42","text":"it was me","ts":"1.000100"}""")]
    [InlineData("""{"type":"message","channel":"D7","user":"U7","text":"","ts":"1.000100"}""")]
    [InlineData("""{"type":"message","channel":"D7","text":"nobody","ts":"1.000100"}""")]
    // Slack has looked where a link leads; nobody has edited anything.
    [InlineData(
        """{"type":"message","subtype":"message_changed","channel":"D7","ts":"3.0","message":{"user":"U7","text":"hi","ts":"1.000100"},"previous_message":{"text":"hi"}}"""
    )]
    [InlineData(
        """{"type":"message","subtype":"message_changed","channel":"D7","ts":"3.0","message":{"user":"U7","text":"hi","ts":"1.000100","edited":{"ts":"2.0"}},"previous_message":{"text":"hi"}}"""
    )]
    public void Read_NothingForUs_IsNone(string json) => Assert.Null(Read(json));

    [Fact]
    public void Read_Command_IsAMessageOfItsOwnEachTime()
    {
        InboundMessage? Typed(string text, string trigger) =>
            SlackReader.Read(
                new SlackSlash
                {
                    Command = "/claw",
                    Text = text,
                    UserId = "U7",
                    ChannelId = "C5",
                    TriggerId = trigger,
                },
                s_bot,
                DateTimeOffset.UnixEpoch
            );

        Assert.Equal(("/status", ChatKind.Group), (Typed(" /status ", "1")!.Text, Typed("/status", "1")!.Chat.Kind));
        // The same name as in what he writes.
        Assert.Equal(
            new Sender("slack", "U7"),
            JsonSerializer.Deserialize(
                """{"user_id":"U7","user_name":"ada","channel_id":"C5","trigger_id":"1","text":"x"}""",
                SlackJson.Default.SlackSlash
            )
                is { } command
                ? SlackReader.Read(command, s_bot, DateTimeOffset.UnixEpoch)!.Sender
                : null
        );
        Assert.NotEqual(Typed("x", "1")!.Identity, Typed("x", "2")!.Identity);
        Assert.Equal(Typed("x", "1")!.Identity, Typed("x", "1")!.Identity);
        Assert.Null(Typed("  ", "1"));
    }
}
