using OpenClaw.Exec;
using OpenClaw.Foundation.Linux;

namespace OpenClaw.Tests.Tools.Exec;

public class ProcStatTests
{
    [Theory]
    [InlineData("12 (sh) S 7 12 12 0", 12, 7, 'S', "sh")]
    [InlineData("12 (a b) R 1 12", 12, 1, 'R', "a b")]
    [InlineData("12 (x) R 99 (y) Z 7 12", 12, 7, 'Z', "x) R 99 (y")]
    [InlineData("12 () S 7 1", 12, 7, 'S', "")]
    public void Parse_Line_FindsParentBehindTheLastParenthesis(string line, int pid, int parent, char state, string name)
    {
        Assert.True(ProcStat.TryParse(line, out var stat));
        Assert.Equal(new ProcStat(pid, parent, state, name), stat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 (sh")]
    [InlineData("12 (sh) S")]
    [InlineData("12 (sh) S x 1")]
    public void Parse_HalfALine_IsRefused(string line) => Assert.False(ProcStat.TryParse(line, out _));

    [Fact]
    public void Read_OurOwn_NamesOurParent()
    {
        Assert.True(ProcStat.TryRead(Environment.ProcessId, out var stat));
        Assert.Equal(Libc.getppid(), stat.Parent);
    }

    [Fact]
    public void Descends_NobodyRegistered_OnlyVanishedPeersAreRefused()
    {
        var registry = new LauncherRegistry();
        Assert.False(registry.DescendsFromLauncher(Libc.getppid()));
        Assert.True(registry.DescendsFromLauncher(int.MaxValue));
        Assert.True(registry.DescendsFromLauncher(0));
    }
}
