using System.Diagnostics;
using System.Globalization;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Build;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary><c>./build.sh trace</c> names what a stack trace of the executable holds: addresses and nothing else.</summary>
public sealed class TraceVerbTests
{
    private static readonly string s_symbols = Repository.File("artifacts", "native", ScratchCheckout.Rid, "out", "openclaw.dbg");

    [Fact]
    public async Task Trace_OfThisBuild_NamesFunctionsAndLines()
    {
        NativeExecutable.Require();
        Assert.SkipUnless(File.Exists(s_symbols), "dist/openclaw was not compiled here: ./build.sh build");
        var symbols = await ChildProcess.RunAsync(Command("nm", s_symbols));
        var symbol = symbols
            .Stdout.Split('\n')
            .First(static line => line.EndsWith(" OpenClaw_Gateway_OpenClaw_Agent_TurnRunner__RunAsync"));
        var behind = long.Parse(symbol.Split(' ')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 1;

        var trace =
            $"System.FormatException: *\n   at openclaw!<BaseAddress>+0x{behind:x}\n   at openclaw!<BaseAddress>+0x{behind:x} and on";
        var named = await ChildProcess.RunAsync(Command(Repository.File("build.sh"), "trace"), trace);

        Assert.True(named.ExitCode == 0, named.ToString());
        var lines = named.Stdout.TrimEnd('\n').Split('\n');
        Assert.Equal("System.FormatException: *", lines[0]);
        Assert.Matches(@"^   at openclaw!\S+TurnRunner__RunAsync at \S+/Agent/\w+\.cs:\d+$", lines[1]);
        Assert.Equal(lines[1] + " and on", lines[2]);
    }

    private static ProcessStartInfo Command(string program, string argument) =>
        new(program, [argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
