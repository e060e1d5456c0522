namespace OpenClaw.Tests.Config;

/// <summary>The clients of the API door. What is said of bad settings is in <c>diagnostics.golden</c>.</summary>
public sealed class ApiConfigTests : IDisposable
{
    private const string Base = """
        [models.small]
        provider = "ollama"
        model = "m"

        """;

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Api_Absent_IsNotServed()
    {
        var config = _folder.Config(Base);

        Assert.Null(config.Api);
        Assert.False(config.IsServed);
    }

    [Fact]
    public void Api_WithAClient_IsServedAndItsTokenIsASecret()
    {
        var config = _folder
            .WithVariable("KEY", "0123456789abcdef")
            .Config($$"""{{Base}}[api.clients.editor]{{"\n"}}token = { env = "KEY" }""");

        Assert.True(config.IsServed);
        Assert.Contains("0123456789abcdef", config.SecretValues);
    }

    [Fact]
    public void Api_TwoClientsWithOneToken_AreRefused()
    {
        _folder
            .WithVariable("KEY", "0123456789abcdef")
            .With(
                "openclaw.toml",
                Base
                    + """
                    [api.clients]
                    one = { token = { env = "KEY" } }
                    two = { token = { env = "KEY" } }
                    """
            );

        Assert.Contains(
            "openclaw.toml:6:17: error: api.clients.two has the same token as one; whoever shows it would be one of the two",
            _folder.Said()
        );
    }

    [Fact]
    public void Api_ShortToken_IsRefused()
    {
        _folder.WithVariable("KEY", "0123456789").With("openclaw.toml", Base + "[api.clients]\none = { token = { env = \"KEY\" } }");

        Assert.Contains("api.clients.one.token is shorter than 16 characters", _folder.Said());
    }
}
