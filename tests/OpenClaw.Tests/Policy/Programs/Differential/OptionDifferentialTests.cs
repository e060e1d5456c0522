namespace OpenClaw.Tests.Policy.Programs.Differential;

/// <summary>Seven hundred lines in the suite; <c>./build.sh differential</c> draws 20,000.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OptionDifferentialTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Load", "heavy")]
    public void RealPrograms_UnderstoodLine_RunAndWriteOnlyWhatWasNamed()
    {
        Assert.SkipWhen(OptionRig.WhyNot is not null, OptionRig.WhyNot ?? "");
        output.WriteLine($"not installed: {string.Join(' ', OptionDifferential.Missing)}");

        var counts = OptionDifferential.Run(1, Math.Max(200, Draws.Of(700)), TestContext.Current.CancellationToken);

        Assert.True(counts.Unnamed.Count == 0, string.Join('\n', counts.Unnamed));
        // It must not pass by calling everything opaque, nor with lines that do nothing.
        Assert.True(
            counts.ListedUnderstood >= counts.Listed * 0.6,
            $"{counts.ListedUnderstood} of {counts.Listed} listed lines are understood"
        );
        Assert.True(counts.RanOrWrote >= counts.Lines / 8, $"{counts.RanOrWrote} of {counts.Lines} lines ran or wrote something");
        Assert.True(counts.Opaque > counts.Lines / 20, $"{counts.Opaque} opaque lines");
    }
}
