using OpenClaw.Hosting;
using OpenClaw.Messages;
using OpenClaw.Tests.Config;

namespace OpenClaw.Tests.Hosting;

public sealed class TranscriptPlacesTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("local:main", "local:main")]
    [InlineData("local:a%3Ab", "local:a%3Ab")]
    [InlineData("webchat:pi", "local:home")]
    [InlineData("webchat:pi/main", "local:home")]
    [InlineData("webchat:pi/garden", "webchat:pi/garden")]
    [InlineData("webchat:anna", "webchat:anna/main")]
    [InlineData("webchat:nobody", null)]
    [InlineData("webchat:pia", null)]
    [InlineData("hook:ci", null)]
    [InlineData("api:editor/x", null)]
    public void Address_LeadsToTheSessionThatIsReadThere(string address, string? session)
    {
        var config = _folder
            .WithVariable("PI", "pi-0123456789abcdef")
            .WithVariable("ANNA", "anna-0123456789abcdef")
            .Config(
                """
                [agent]
                owners = ["local:pi", "webchat:pi"]
                [models.small]
                provider = "ollama"
                model = "m"
                [channels.webchat]
                users = { pi = { token = { env = "PI" } }, anna = { token = { env = "ANNA" } } }
                [[sessions]]
                name = "owner"
                match = { sender = "owners" }
                key = "home"
                """
            );

        Assert.Equal(session, TranscriptPlaces.Of(config, ReplyAddress.Parse(address)!)?.Value);
    }
}
