using System.Text.Json;
using OpenClaw.Channels.Slack;
using OpenClaw.Config;
using OpenClaw.Config.Channels;
using OpenClaw.Messages;

namespace OpenClaw.Tests.Channels.Slack;

public sealed class SlackReaderTests
{
    private static readonly SlackBot s_bot = new("U42", "T1");

    private static InboundMessage? Read(string json, bool mention = true) => SlackReader.Read(
        JsonSerializer.Deserialize($$"""{"event":{{json}}}""", SlackJson.Default.SlackCallback)!.Event!, s_bot,
        new SlackConfig { AppToken = new Secret("test", "a"), BotToken = new Secret("test", "b"), Channels = [new SlackPlace("C5", mention, null)] }, DateTimeOffset.UnixEpoch);

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
    public void Read_MentionAndItsMessage_AreOne() => Assert.Equal(
        Read("""{"type":"message","channel":"C5","channel_type":"channel","user":"U7","text":"<@U42> hi","ts":"1.000100"}""")!.Identity,
        Read("""{"type":"app_mention","channel":"C5","user":"U7","text":"<@U42> hi","ts":"1.000100"}""")!.Identity);

    [Fact]
    public void Read_ChangedMessage_IsAnotherMessage()
    {
        var message = Read("""
            {"type":"message","subtype":"message_changed","channel":"D7","channel_type":"im","ts":"1767600070.000300",
             "message":{"type":"message","user":"U7","text":"hi!","ts":"1767600000.000200","edited":{"user":"U7","ts":"1767600060.000000"}},
             "previous_message":{"type":"message","user":"U7","text":"hi","ts":"1767600000.000200"}}
            """)!;

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

    [Fact]
    public void Read_Files_AreNamed() => Assert.Equal(
        [new RemoteFile("a.pdf", "application/pdf", 12, "https://files.slack.com/d"), new RemoteFile("file", null, null, "F1")],
        Read("""{"type":"message","subtype":"file_share","channel":"D7","user":"U7","text":"","ts":"1.000100","files":[{"name":"a.pdf","mimetype":"application/pdf","size":12,"url_private":"https://files.slack.com/p","url_private_download":"https://files.slack.com/d"},{"id":"F1"}]}""")!.Files);

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
        Assert.Equal("one \uFFFD two", Read("""{"type":"message","channel":"D7","user":"U7","text":"one \ud83d two","ts":"1.000100"}""")!.Text);

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
    [InlineData("""{"type":"message","subtype":"message_changed","channel":"D7","ts":"3.0","message":{"user":"U7","text":"hi","ts":"1.000100"},"previous_message":{"text":"hi"}}""")]
    [InlineData("""{"type":"message","subtype":"message_changed","channel":"D7","ts":"3.0","message":{"user":"U7","text":"hi","ts":"1.000100","edited":{"ts":"2.0"}},"previous_message":{"text":"hi"}}""")]
    public void Read_NothingForUs_IsNone(string json) => Assert.Null(Read(json));

    [Fact]
    public void Read_Command_IsAMessageOfItsOwnEachTime()
    {
        InboundMessage? Typed(string text, string trigger) => SlackReader.Read(new SlackSlash { Command = "/claw", Text = text, UserId = "U7", ChannelId = "C5", TriggerId = trigger }, s_bot, DateTimeOffset.UnixEpoch);

        Assert.Equal(("/status", ChatKind.Group), (Typed(" /status ", "1")!.Text, Typed("/status", "1")!.Chat.Kind));
        // The same name as in what he writes.
        Assert.Equal(new Sender("slack", "U7"), JsonSerializer.Deserialize("""{"user_id":"U7","user_name":"ada","channel_id":"C5","trigger_id":"1","text":"x"}""", SlackJson.Default.SlackSlash) is { } command ? SlackReader.Read(command, s_bot, DateTimeOffset.UnixEpoch)!.Sender : null);
        Assert.NotEqual(Typed("x", "1")!.Identity, Typed("x", "2")!.Identity);
        Assert.Equal(Typed("x", "1")!.Identity, Typed("x", "1")!.Identity);
        Assert.Null(Typed("  ", "1"));
    }
}
