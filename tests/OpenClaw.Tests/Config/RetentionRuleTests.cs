using OpenClaw.Config.Tables;

namespace OpenClaw.Tests.Config;

/// <summary>Lengths that contradict each other.</summary>
public sealed class RetentionRuleTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("messages = \"60d\"\nturns = \"60d\"\nids = \"30d\"", true, "retention.ids (30d) is shorter than messages (60d)")]
    [InlineData("messages = \"forever\"\nturns = \"forever\"", true, "retention.ids (400d) is shorter than messages (forever)")]
    [InlineData("turns = \"10d\"", false, "messages go with their turns")]
    [InlineData("messages = \"1h\"", true, "must be \"1d\" to \"36500d\", or \"forever\"")]
    [InlineData("ids = \"3d\"\nmessages = \"1d\"", true, "must be \"7d\"")]
    [InlineData("audit = \"always\"", true, "or \"forever\"")]
    public void Lengths_ThatCannotBe_AreSaid(string keys, bool isError, string words)
    {
        _folder.With("openclaw.toml", With(keys));

        var said = Assert.Single(_folder.Load().Diagnostics);
        Assert.Equal(isError, said.IsError);
        Assert.Contains(words, said.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(
        "ids = \"forever\"\nmessages = \"forever\"\nturns = \"forever\"\naudit = \"forever\"\noutbox = \"forever\"\ncron = \"forever\"\ntranscripts = \"forever\""
    )]
    [InlineData("messages = \"90d\"")]
    public void Lengths_ThatAgree_AreFine(string keys) => _folder.Config(With(keys));

    [Fact]
    public void Runs_ForgottenBeforeTheirWindowEnds_AreRefused()
    {
        _folder.With(
            "openclaw.toml",
            With("cron = \"7d\"\n[[cron]]\nname = \"tidy\"\nevery = \"1h\"\ncommand = \"true\"\nmissed_window = \"30d\"")
        );

        var said = Assert.Single(_folder.Load().Diagnostics, static d => d.IsError);

        Assert.Contains("retention.cron (7d) is shorter than missed_window of cron[tidy] (30d)", said.Message);
    }

    [Fact]
    public void IsLonger_ForeverIsTheLongest()
    {
        var (day, forever) = (TimeSpan.FromDays(1), RetentionConfig.Forever);

        Assert.True(RetentionConfig.IsLonger(forever, day));
        Assert.False(RetentionConfig.IsLonger(day, forever));
        Assert.False(RetentionConfig.IsLonger(forever, forever));
        Assert.False(RetentionConfig.IsLonger(day, day));
    }

    private static string With(string keys) => $"[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[retention]\n{keys}\n";
}
