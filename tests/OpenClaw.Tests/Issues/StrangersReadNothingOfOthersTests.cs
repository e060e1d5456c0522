using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>A webhook's caller got the owner's private key in the answer, and a guest read other people's files: through the running
/// gateway.</summary>
public sealed class StrangersReadNothingOfOthersTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public StrangersReadNothingOfOthersTests()
    {
        _gateway.Folder.Write(".ssh/id_rsa", "PRIVATE KEY");
        _gateway.Folder.Write("secret", "0123456789abcdef");
        _gateway.Folder.Write("work/plans.txt", "PRIVATE plans");
        _gateway.Folder.Write("work-people/local%3Abob/diary.txt", "PRIVATE diary");
        _gateway.Reload(
            TestGateway.DefaultConfig
                + """

                [web]
                listen = "127.0.0.1:0"

                [hooks.look]
                token = { file = "secret" }
                prompt = "x"
                """
        );
    }

    public void Dispose()
    {
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Web.StopAsync();
            return true;
        });
        _gateway.Dispose();
    }

    [Fact]
    public void Caller_OfAWebhook_DoesNotGetTheOwnersKey()
    {
        var said = Hook("read", $$"""{"path":"{{_gateway.Folder.File(".ssh", "id_rsa")}}"}""");

        Assert.Contains("denied by policy 'read-only'", said);
        Assert.DoesNotContain("PRIVATE", said);
    }

    [Fact]
    public void Caller_OfAWebhook_DoesNotSearchOutside()
    {
        var said = Hook("search", $$"""{"text":"PRIVATE","path":"{{_gateway.Folder.Path}}"}""");

        Assert.Contains("denied by policy 'read-only'", said);
        Assert.DoesNotContain("PRIVATE KEY", said);
    }

    [Theory]
    [InlineData("read", """{"path":"../local%3Abob/diary.txt"}""")]
    [InlineData("search", """{"text":"diary","path":".."}""")]
    [InlineData("read", """{"path":"../../work/plans.txt"}""")]
    [InlineData("edit", """{"path":"../../work/plans.txt","old":"a","new":"b"}""")]
    [InlineData("exec", """{"command":"cat diary.txt","cwd":"../local%3Abob"}""")]
    [InlineData("exec", """{"command":"cat < ../local%3Abob/diary.txt"}""")]
    public void Guest_DoesNotReachOtherPeoplesFilesNorTheOwners(string tool, string arguments)
    {
        _gateway["big"].Calls(tool, arguments).Answers("so be it");

        Assert.Equal("so be it", _gateway.Ask("go", session: "anna", user: "anna").Reply);

        var result = _gateway.Transcript("local:anna").OfType<Entry.ToolResult>().Single();
        Assert.Contains("needs a rule with paths", result.Text);
        Assert.DoesNotContain("PRIVATE", result.Text);
    }

    [Fact]
    public void Guest_ReadsWhatIsHisOwn()
    {
        _gateway.Folder.Write("work-people/local%3Aanna/mine.txt", "my own");
        _gateway["big"].Calls("read", """{"path":"mine.txt"}""").Answers("fine");

        _gateway.Ask("go", session: "anna", user: "anna");

        Assert.Equal("my own\n", _gateway.Transcript("local:anna").OfType<Entry.ToolResult>().Single().Text);
    }

    [Fact]
    public void Word_OfAnAllowedCommandThatLeadsOut_Asks()
    {
        _gateway.Reload(
            TestGateway.DefaultConfig
                + """


                [[policies.guarded.rules]]
                name = "grep"
                tools = ["exec"]
                commands = ["grep **"]
                action = "allow"
                """
        );
        _gateway["big"].Calls("exec", $$"""{"command":"grep KEY {{_gateway.Folder.File(".ssh", "id_rsa")}}"}""");

        var said = _gateway.Say("look for it");

        Assert.NotEqual(default, _gateway.AskedBy(said));
    }

    private string Hook(string tool, string arguments)
    {
        _gateway["big"].Calls(tool, arguments).Answers("so be it");
        _gateway.EndOf(
            _gateway.Say(
                new InboundMessage
                {
                    Identity = new MessageIdentity("hook", "", "look", "1"),
                    Sender = new Sender("hook", "look"),
                    Chat = new Chat("hook", "", "look", ChatKind.Direct),
                    Text = "[hook] x",
                    ReceivedAt = _gateway.Clock.GetUtcNow(),
                    Origin = Origin.Hook,
                }
            )
        );
        return _gateway.Transcript("hook:look").OfType<Entry.ToolResult>().Single().Text;
    }
}
