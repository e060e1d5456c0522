using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>
/// The shipped package in a booted Debian for arm64 (<c>tests/arm64</c>, qemu-system-aarch64). The machine boots once for all tests; it says a
/// line for each thing it looked at.
/// </summary>
public sealed partial class Arm64MachineTests(Arm64Machine machine) : IClassFixture<Arm64Machine>
{
    [Theory]
    [InlineData("the package installs")]
    [InlineData("the account is made")]
    [InlineData("the executable runs")]
    [InlineData("init writes the configuration")]
    [InlineData("init keeps the package's example")]
    [InlineData("the unit starts")]
    [InlineData("an allowed command runs")]
    [InlineData("a forbidden one does not")]
    [InlineData("the gateway comes back after kill -9")]
    [InlineData("an approval waits across kill -9")]
    [InlineData("an approved call runs")]
    [InlineData("a command ends with its gateway")]
    [InlineData("a call that was cut off is said to be unknown")]
    [InlineData("it lives in 96 MB")]
    [InlineData("doctor looks at this machine")]
    [InlineData("doctor has no fault of its own")]
    [InlineData("an upgrade takes the new version")]
    [InlineData("dpkg knows of the upgrade")]
    [InlineData("the state is whole after an upgrade")]
    [InlineData("an upgrade that is not ready goes back")]
    [InlineData("an approval can be asked for after all that")]
    [InlineData("it stops when told")]
    public async Task Package_OnArm64(string looked)
    {
        var console = await machine.ConsoleAsync();
        var results = Results().Matches(console).ToLookup(static match => match.Groups["name"].Value, static match => match.Value);

        Assert.True(results[looked].Any(), $"the machine did not say how it went with \"{looked}\":\n{console}");
        Assert.All(results[looked], line => Assert.StartsWith("RESULT pass", line));
    }

    [Fact]
    public async Task Machine_LooksAtNothingThatNoTestNames()
    {
        var console = await machine.ConsoleAsync();
        var named = typeof(Arm64MachineTests)
            .GetMethod(nameof(Package_OnArm64))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(static data => (string)((InlineDataAttribute)data).Data[0]!);

        Assert.Contains("RESULT done", console);
        Assert.Empty(Results().Matches(console).Select(static match => match.Groups["name"].Value).Except(named));
    }

    [GeneratedRegex(@"RESULT (pass|fail) (?<name>[^:\r\n]+)[^\r\n]*")]
    private static partial Regex Results();
}

/// <summary>Boots once, when the first test asks; the tests are skipped where there is no emulator or no package to boot with.</summary>
public sealed class Arm64Machine
{
    private readonly Lazy<Task<string>> _console = new(BootAsync);

    public async Task<string> ConsoleAsync()
    {
        var package = Package();
        Assert.SkipWhen(package is null, "there is no arm64 package in dist: ./build.sh release makes it");
        foreach (var program in new[] { "qemu-system-aarch64", "mmdebstrap", "mke2fs" })
        {
            Assert.SkipUnless(
                new[] { "/usr/bin", "/usr/sbin", "/sbin" }.Any(folder => File.Exists(Path.Combine(folder, program))),
                "the arm64 machine is not booted: ./build.sh setup mmdebstrap qemu-system-aarch64 mke2fs"
            );
        }
        Assert.SkipUnless(Environment.UserName == "root", "the arm64 machine is not booted: its disk is made by root");
        return await _console.Value;
    }

    private static string? Package() =>
        Directory.Exists(Repository.File("dist"))
            ? Directory.GetFiles(Repository.File("dist"), "openclaw_*_arm64.deb").Order().LastOrDefault()
            : null;

    private static async Task<string> BootAsync()
    {
        var info = new ProcessStartInfo(Repository.File("tests", "arm64", "boot.sh"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.ArgumentList.Add(Package()!);
        info.ArgumentList.Add(Repository.File("artifacts", "arm64"));
        var result = await ChildProcess.RunAsync(info, patience: TimeSpan.FromMinutes(15));
        return result.Stdout + result.Stderr;
    }
}
