using System.Diagnostics;
using OpenClaw.Foundation.Storage;

namespace OpenClaw.Tests.EndToEnd.Upgrade;

/// <summary><c>openclaw upgrade</c> of the native executable, with a service that really starts it.</summary>
public sealed class UpgradeTests
{
    public UpgradeTests() => NativeExecutable.Require();

    [Fact]
    public async Task Executable_TakesThePlaceOfTheOld_WithTheStateAsItWas()
    {
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);

        var result = await machine.RunAsync("upgrade", machine.Package);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains($"{UpgradeMachine.New} is ready", result.Stdout);
        Assert.Equal(UpgradeMachine.New, await machine.AnswersAsync(withWhatWasSaid: true));
        Assert.Equal([".openclaw.previous", "openclaw"], machine.Beside);
        Assert.Single(Directory.GetFiles(machine.State, "upgrade-from-*.backup"));

        // And back, by the executable that was kept.
        result = await machine.RunAsync("upgrade", machine.File("prefix", "bin", ".openclaw.previous"));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(UpgradeMachine.Old, await machine.AnswersAsync(withWhatWasSaid: true));
    }

    [Fact]
    public async Task New_ThatDoesNotStart_IsTakenBackByItself()
    {
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);
        machine.Break(UpgradeMachine.New);

        var result = await machine.RunAsync("upgrade", machine.Package);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains($"{UpgradeMachine.New} did not start; going back to {UpgradeMachine.Old}", result.Stdout);
        Assert.Contains("it said: the new one says goodbye", result.Stdout);
        Assert.Equal(UpgradeMachine.Old, await machine.AnswersAsync(withWhatWasSaid: true));
        Assert.Equal(["openclaw"], machine.Beside);
    }

    [Fact]
    public async Task Configuration_ThatTheNewOneRefuses_ChangesNothing()
    {
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);
        machine.Config("echo\"\nmodle = \"x");

        var result = await machine.RunAsync("upgrade", machine.Package);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains($"{UpgradeMachine.New} does not take {machine.File("openclaw.toml")}:", result.Stderr);
        Assert.Contains("Nothing was changed", result.Stderr);
        Assert.Equal(UpgradeMachine.Old, await machine.AnswersAsync(withWhatWasSaid: true));
        Assert.Equal(["openclaw"], machine.Beside);
        Assert.Empty(Directory.GetFiles(machine.State, "upgrade-from-*"));
    }

    [Fact]
    public async Task Tarball_PutsItsOtherFilesBesideToo_AndCutInHalfItIsRefused()
    {
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);
        var tree = $"openclaw-{UpgradeMachine.New}-linux-x64";
        Directory.CreateDirectory(machine.File(tree, "bin"));
        Directory.CreateDirectory(machine.File(tree, "share", "man"));
        File.Copy(machine.Package, machine.File(tree, "bin", "openclaw"));
        File.WriteAllText(machine.File(tree, "share", "man", "page"), "read me");
        var tarball = machine.File("release.tar.gz");
        await ProgramAsync("tar", "-czf", tarball, "-C", machine.File(), tree);
        File.WriteAllBytes(machine.File("half.tar.gz"), File.ReadAllBytes(tarball)[..(int)(new FileInfo(tarball).Length / 2)]);

        Directory.CreateDirectory(machine.File("prefix", "share", "doc", "openclaw"));
        var list = machine.File("prefix", "share", "doc", "openclaw", "installed-files");
        File.WriteAllText(list, "bin/openclaw\nshare/old\n");

        var half = await machine.RunAsync("upgrade", machine.File("half.tar.gz"));
        var whole = await machine.RunAsync("upgrade", tarball);

        Assert.True(half.ExitCode == 1, half.ToString());
        Assert.Contains("it is cut short or damaged", half.Stderr);
        Assert.True(whole.ExitCode == 0, whole.ToString());
        Assert.Equal(UpgradeMachine.New, await machine.AnswersAsync(withWhatWasSaid: true));
        Assert.Equal(["bin/.openclaw.previous", "bin/openclaw", "share/man/page", "share/old"], File.ReadAllLines(list));
        Assert.Equal("read me", File.ReadAllText(machine.File("prefix", "share", "man", "page")));
        Assert.Equal([".openclaw.previous", "openclaw"], machine.Beside);
    }

    [Fact]
    public async Task Package_OfAnExecutableThatIsNotThePackages_IsUnpackedAndSwapped()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg-deb"), "dpkg-deb is not here");
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);
        Directory.CreateDirectory(machine.File("tree", "usr", "bin"));
        Directory.CreateDirectory(machine.File("tree", "DEBIAN"));
        File.Copy(machine.Package, machine.File("tree", "usr", "bin", "openclaw"));
        File.WriteAllText(
            machine.File("tree", "DEBIAN", "control"),
            "Package: openclaw\nVersion: 1\nArchitecture: all\nMaintainer: test <test@localhost>\nDescription: test\n"
        );
        await ProgramAsync("dpkg-deb", "--build", "-Znone", machine.File("tree"), machine.File("openclaw.deb"));

        var result = await machine.RunAsync("upgrade", machine.File("openclaw.deb"));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(UpgradeMachine.New, await machine.AnswersAsync(withWhatWasSaid: true));
    }

    [Fact]
    public async Task State_OfAnotherUser_IsCopiedAndTriedAsThatUser()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "only root can become another user");
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);
        await machine.ServiceAsync("stop");
        File.SetUnixFileMode(machine.File(), (UnixFileMode)0b111_101_101);
        await ProgramAsync("chown", "-R", "nobody", machine.State);

        var result = await machine.RunAsync("upgrade", machine.Package);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("no gateway runs, so none is restarted", result.Stdout);
        var owner = FileIdentity.Of(machine.State)!.Value.Owner;
        Assert.NotEqual(0u, owner);
        Assert.Single(Directory.GetFiles(machine.State, "upgrade-from-*.backup"));
        Assert.All(Directory.GetFileSystemEntries(machine.State), file => Assert.Equal(owner, FileIdentity.Of(file)!.Value.Owner));
    }

    private static async Task ProgramAsync(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var result = await Fakes.ChildProcess.RunAsync(info);
        Assert.True(result.ExitCode == 0, $"{program}: {result}");
    }
}
