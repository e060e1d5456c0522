using OpenClaw.Models.Context;

namespace OpenClaw.Tests.Models.Context;

public sealed class TokenRateTests
{
    [Fact]
    public void Rate_RisesAtOnceAndFallsSlowly()
    {
        var rate = new TokenRate();
        Assert.Null(rate.PerCharacter);

        rate.Read(tokens: 250, characters: 1000);
        Assert.Equal(0.25, rate.PerCharacter);
        rate.Read(tokens: 800, characters: 1000);
        Assert.Equal(0.8, rate.PerCharacter);
        rate.Read(tokens: 250, characters: 1000);
        Assert.Equal(0.72, rate.PerCharacter!.Value, 3);
    }

    [Fact]
    public void Rate_OfARefusal_IsAtLeastWhatTheContextHolds()
    {
        var rate = new TokenRate(0.25);

        rate.Refused(tokens: 4096, characters: 8192);

        Assert.Equal(0.5, rate.PerCharacter);
    }

    [Fact]
    public void Rate_OfAShortPrompt_IsNotBelieved()
    {
        var rate = new TokenRate();
        rate.Read(tokens: 90, characters: 30);
        rate.Read(tokens: 0, characters: 5000);
        Assert.Null(rate.PerCharacter);
    }
}
