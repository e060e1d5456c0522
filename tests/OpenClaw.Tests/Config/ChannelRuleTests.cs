namespace OpenClaw.Tests.Config;

/// <summary>Addresses of a channel that nobody configured.</summary>
public sealed class ChannelRuleTests : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";
    private const string Notify = "[policies.p]\ndefault = { \"*\" = \"ask\" }\nask = { notify = [\"telegram:7\", \"local:main\"] }\n";
    private const string Deliver = "[[cron]]\nname = \"j\"\nevery = \"1h\"\ncommand = \"true\"\ndeliver = \"telegram:7\"\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Notify, "policies.p.ask.notify has \"telegram:7\", and that channel is not configured")]
    [InlineData(
        "[policies.p]\ndefault = { \"*\" = \"ask\" }\nask = { notify = [\"slack:U7\"] }\n",
        "policies.p.ask.notify has \"slack:U7\", and that channel is not configured"
    )]
    [InlineData(Deliver, "cron[j].deliver is \"telegram:7\", and that channel is not configured")]
    public void Address_OfAChannelThatIsNotThere_IsWarnedOf(string text, string words)
    {
        _folder.With("openclaw.toml", Model + text);

        var said = Assert.Single(_folder.Load().Diagnostics);

        Assert.False(said.IsError);
        Assert.Contains(words, said.Message);
    }

    [Fact]
    public void Address_OfAConfiguredChannel_IsFine() =>
        _folder.WithVariable("T", "t").Config(Model + "[channels.telegram]\ntoken = { env = \"T\" }\n" + Notify + Deliver);
}
