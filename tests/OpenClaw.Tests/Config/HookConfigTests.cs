namespace OpenClaw.Tests.Config;

/// <summary>What webhooks mean for the rest of a configuration.</summary>
public sealed class HookConfigTests : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";

    private readonly ConfigFolder _folder = new();

    public HookConfigTests() => _folder.WithVariable("SECRET", "0123456789abcdef");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", false)]
    [InlineData("[hooks.a]\ntoken = { env = \"SECRET\" }\nprompt = \"x\"\nenabled = false\n", false)]
    [InlineData("[hooks.a]\ntoken = { env = \"SECRET\" }\nprompt = \"x\"\n", true)]
    [InlineData("[hooks.a]\nsecret = { env = \"SECRET\" }\nprompt = \"x\"\n", true)]
    [InlineData("[channels.telegram]\ntoken = { env = \"SECRET\" }\nallow_from = [\"7\"]\n", false)]
    [InlineData(
        "[channels.telegram]\ntoken = { env = \"SECRET\" }\nallow_from = [\"7\"]\nwebhook = { url = \"https://claw.example.org/t\", secret = { env = \"SECRET\" } }\n",
        true
    )]
    public void IsServed_WhenSomethingIsToBeCalled(string toml, bool isServed) =>
        Assert.Equal(isServed, _folder.Config(Model + toml).IsServed);

    [Fact]
    public void Secrets_AreKnownToTheRedaction()
    {
        _folder.WithVariable("BOT", "42:bot").WithVariable("TOKEN", "token-0123456789").WithVariable("HOOK", "webhook-0123456789");
        var config = _folder.Config(
            Model
                + """
                [hooks.a]
                token = { env = "TOKEN" }
                prompt = "x"
                [hooks.b]
                secret = { env = "SECRET" }
                prompt = "x"
                [channels.telegram]
                token = { env = "BOT" }
                allow_from = ["7"]
                webhook = { url = "https://claw.example.org/t", secret = { env = "HOOK" } }
                """
        );

        Assert.Equal(
            ["0123456789abcdef", "42:bot", "token-0123456789", "webhook-0123456789"],
            config.SecretValues.Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(config.Settings, setting => setting.Text.Contains("0123456789"));
    }

    [Theory]
    [InlineData("https://claw.example.org/t", "", null)]
    [InlineData("https://claw.example.org:8443/t", "", null)]
    [InlineData("https://claw.example.org:88/t", "", null)]
    [InlineData("http://claw.example.org/t", "", "must begin with https")]
    [InlineData("https://claw.example.org:8080/t", "", "must have the port 443, 80, 88 or 8443")]
    // A Bot API of one's own calls whatever it is told to.
    [InlineData("http://claw.example.org:8080/t", "api_url = \"http://127.0.0.1:8081\"", null)]
    public void Webhook_AnAddressThatTelegramWouldNotCall_IsAnError(string url, string more, string? complaint)
    {
        var said = _folder
            .With(
                "openclaw.toml",
                $$"""
                {{Model}}
                [channels.telegram]
                token = { env = "SECRET" }
                allow_from = ["7"]
                {{more}}
                webhook = { url = "{{url}}", secret = { env = "SECRET" } }
                """
            )
            .Said();

        if (complaint is null)
        {
            Assert.Equal("", said);
        }
        else
        {
            Assert.Contains(complaint, said);
        }
    }

    [Fact]
    public void Webhook_ItsHostIsANameOfTheServer() =>
        Assert.Equal(
            ["other.example", "claw.example.org"],
            _folder
                .Config(
                    Model
                        + """
                        [web]
                        hosts = ["other.example"]
                        [channels.telegram]
                        token = { env = "SECRET" }
                        allow_from = ["7"]
                        webhook = { url = "https://claw.example.org/a%20b/c", secret = { env = "SECRET" } }
                        """
                )
                .Web.Hosts
        );

    [Fact]
    public void Webhook_ItsPathIsAsTheServerReadsIt() =>
        Assert.Equal(
            "/a b/c",
            new OpenClaw.Config.Tables.Channels.TelegramWebhook(
                new Uri("https://claw.example.org/a%20b/c"),
                new OpenClaw.Config.Reading.Secret("env S", null)
            ).Path
        );
}
