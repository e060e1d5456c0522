using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Tests.Config;

public sealed class SlackConfigTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tokens_MixedUp_AreToldApart()
    {
        _folder.WithVariable("A", "xoxb-1").WithVariable("B", "xapp-1");
        _folder.With(
            "openclaw.toml",
            "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[channels.slack]\napp_token = { env = \"A\" }\nbot_token = { env = \"B\" }\n"
        );

        var said = _folder.Load().Diagnostics;

        Assert.Contains(said, static d => d.IsError && d.Message.StartsWith("channels.slack.app_token holds the bot's token"));
        Assert.Contains(said, static d => d.IsError && d.Message.StartsWith("channels.slack.bot_token holds the app's token"));
        Assert.All(said, static d => Assert.DoesNotContain("-1", d.Message));
    }

    [Theory]
    [InlineData("https://slack.com/api", "wss://wss-primary.slack.com/link?ticket=1", true)]
    [InlineData("https://slack.com/api", "https://files.slack.com/x", true)]
    [InlineData("https://slack.com/api", "http://files.slack.com/x", false)]
    [InlineData("https://slack.com/api", "https://slack.com.example.org/x", false)]
    [InlineData("https://slack.com/api", "https://notslack.com/x", false)]
    [InlineData("https://slack-gov.com/api", "wss://wss.slack-gov.com/", true)]
    [InlineData("http://127.0.0.1:8080/api", "ws://127.0.0.1:9090/", true)]
    [InlineData("http://127.0.0.1:8080/api", "ws://localhost:9090/", false)]
    public void MayFollow_Address_OnlyOfSlackOrOfTheApi(string api, string url, bool expected) =>
        Assert.Equal(
            expected,
            new SlackConfig
            {
                AppToken = new Secret("t", "a"),
                BotToken = new Secret("t", "b"),
                ApiUrl = new Uri(api),
            }.MayFollow(new Uri(url))
        );
}
