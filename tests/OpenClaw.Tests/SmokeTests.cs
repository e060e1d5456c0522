namespace OpenClaw.Tests;

public class SmokeTests
{
    [Fact]
    public void One() => Assert.True(true);
}
