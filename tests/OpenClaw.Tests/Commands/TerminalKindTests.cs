using OpenClaw.Cli.Terminal;

namespace OpenClaw.Tests.Commands;

public class TerminalKindTests
{
    [Theory]
    [InlineData(null, "xterm-256color", true, true)]
    [InlineData("", "xterm", true, true)]
    [InlineData("1", "xterm", false, true)]
    [InlineData("0", "xterm", false, true)]
    [InlineData(null, "dumb", false, false)]
    [InlineData(null, "", false, false)]
    [InlineData(null, null, false, false)]
    public void Terminal_IsWhatTheEnvironmentSays(string? noColor, string? term, bool hasColours, bool movesCursor) =>
        Assert.Equal(new TerminalKind(hasColours, movesCursor), TerminalKind.Of(noColor, term));
}
