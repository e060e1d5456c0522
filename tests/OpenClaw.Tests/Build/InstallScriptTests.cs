using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Build;

/// <summary>
/// <c>packaging/install.sh</c> with a release of one small tarball that is signed by a key of the test. The machine it believes to be on is told
/// by programs of the test, first on its PATH.
/// </summary>
[Trait("Load", "heavy")]
public sealed class InstallScriptTests : IDisposable
{
    private static readonly string s_rid =
        RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private readonly TempFolder _folder = new();

    public InstallScriptTests() => Assert.SkipUnless(File.Exists("/usr/bin/ssh-keygen"), "ssh-keygen is not installed");

    private string Tarball => _folder.File("release", $"openclaw-1.2.3-{s_rid}.tar.gz");

    private string Prefix => _folder.File("usr");

    private string Configuration => _folder.File("etc", "openclaw", "openclaw.toml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_OfASignedRelease_PutsItIntoPlace_AndUninstallTakesItAway()
    {
        await ReleaseAsync();

        var installed = await InstallAsync();

        Assert.True(installed.ExitCode == 0, installed.ToString());
        Assert.Contains("openclaw 1.2.3 is installed", installed.Stdout);
        Assert.Contains("openclaw init", installed.Stdout);
        Assert.Equal("example\n", await File.ReadAllTextAsync(Configuration, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(Prefix, "bin/openclaw")));

        await File.WriteAllTextAsync(Configuration, "mine\n", TestContext.Current.CancellationToken);
        var again = await InstallAsync();
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("kept ", again.Stderr);

        var removed = await InstallAsync("uninstall");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Contains($"kept: {_folder.File("etc", "openclaw")}", removed.Stdout);
        Assert.Equal("mine\n", await File.ReadAllTextAsync(Configuration, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(Prefix, "*", SearchOption.AllDirectories));

        Assert.Contains("is not installed here", (await InstallAsync("uninstall")).Stderr);
    }

    [Fact]
    public async Task Install_WhereOpenclawIs_HandsTheReleaseToItsUpgrade()
    {
        await ReleaseAsync(
            executable: "case $1 in --version) echo 1.2.3 ;; --help) echo \"  upgrade FILE\" ;; upgrade) echo \"upgrade with ${2##*/}\" ;; esac"
        );
        Assert.Equal(0, (await InstallAsync()).ExitCode);

        var again = await InstallAsync();

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("openclaw 1.2.3 is installed here: this is an upgrade", again.Stderr);
        Assert.Contains($"upgrade with openclaw-1.2.3-{s_rid}.tar.gz", again.Stdout);
    }

    [Fact]
    public async Task Install_WithASignatureOfAnotherKey_InstallsNothing()
    {
        await ReleaseAsync();
        await SignAsync(await KeyAsync("stranger"));

        await RefusedAsync("the signature of SHA256SUMS is wrong");
    }

    [Fact]
    public async Task Install_WithSumsThatWereChanged_InstallsNothing()
    {
        await ReleaseAsync();
        File.AppendAllText(_folder.File("release", "SHA256SUMS"), "\n");

        await RefusedAsync("the signature of SHA256SUMS is wrong");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Install_OfATarballThatIsCutShort_InstallsNothing(int length)
    {
        await ReleaseAsync();
        await using (var tarball = File.OpenWrite(Tarball))
        {
            tarball.SetLength(length);
        }

        await RefusedAsync("is wrong: it is cut short or was changed");
    }

    [Theory]
    [InlineData("SHA256SUMS")]
    [InlineData("SHA256SUMS.sig")]
    [InlineData("openclaw-1.2.3-")]
    public async Task Install_OfAReleaseThatLacksAFile_SaysWhich(string lacking)
    {
        await ReleaseAsync();
        File.Delete(lacking.EndsWith('-') ? Tarball : _folder.File("release", lacking));

        await RefusedAsync($"has no {lacking}");
    }

    [Fact]
    public async Task Install_OfAVersionThatTheSumsDoNotName_SaysSo()
    {
        await ReleaseAsync(sums: static line => line.Replace("openclaw-1.2.3-", "openclaw-1.2.4-", StringComparison.Ordinal));

        await RefusedAsync("SHA256SUMS does not name openclaw-1.2.3-");
    }

    [Fact]
    public async Task Install_OfAnExecutableThatDoesNotRun_InstallsNothing()
    {
        await ReleaseAsync(executable: "echo 'version GLIBC_2.99 not found' >&2; exit 1");

        await RefusedAsync("does not run on this machine. It says: version GLIBC_2.99 not found");
    }

    [Theory]
    [InlineData("uname", "case $1 in -m) echo armv7l ;; *) echo Linux ;; esac", "this machine is armv7l, 32 bits")]
    [InlineData("uname", "case $1 in -m) echo riscv64 ;; *) echo Linux ;; esac", "no release for riscv64")]
    [InlineData("uname", "echo Darwin", "openclaw runs on Linux, and this is Darwin")]
    [InlineData("getconf", "case $1 in LONG_BIT) echo 32 ;; *) echo 'glibc 2.36' ;; esac", "this is a 32-bit system")]
    [InlineData(
        "getconf",
        "case $1 in LONG_BIT) echo 64 ;; *) echo 'glibc 2.31' ;; esac",
        "this system has glibc 2.31, and openclaw needs 2.34"
    )]
    [InlineData("getconf", "case $1 in LONG_BIT) echo 64 ;; *) exit 1 ;; esac", "this system has no glibc")]
    [InlineData("dpkg", "echo armhf", "the packages of this system are armhf")]
    [InlineData("id", "echo 1000", "this needs root. Type:  sudo sh")]
    public async Task Install_OnAMachineThatIsNotForIt_SaysWhy(string program, string text, string why)
    {
        await ReleaseAsync();
        Program(program, text);

        await RefusedAsync(why);
    }

    [Theory]
    [InlineData("--from http://example.org/release", "is not encrypted")]
    [InlineData("--from /nowhere", "neither a folder nor an https address")]
    [InlineData("--from", "--from needs a folder")]
    [InlineData("--purge", "--purge goes with uninstall")]
    [InlineData("--force", "--force is not understood")]
    public async Task Install_WithWrongWords_SaysWhich(string words, string why)
    {
        await ReleaseAsync();

        await RefusedAsync(why, words);
    }

    [Fact]
    public async Task Install_FromTheRepositoryItself_TrustsNobody()
    {
        await ReleaseAsync();
        File.WriteAllText(_folder.File("release", "install.sh"), Template().Replace("@KEYS@", "", StringComparison.Ordinal));

        await RefusedAsync("has no key and trusts nothing");
    }

    private static string Template() =>
        File.ReadAllText(Repository.File("packaging", "install.sh")).Replace("@VERSION@", "1.2.3", StringComparison.Ordinal);

    private async Task RefusedAsync(string why, string words = "")
    {
        var result = await InstallAsync(words);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(why, result.Stderr);
        Assert.False(Directory.Exists(Prefix), result.ToString());
        Assert.False(File.Exists(Configuration));
    }

    private async Task ReleaseAsync(string executable = "[ $1 = --help ] || echo 1.2.3", Func<string, string>? sums = null)
    {
        Program("id", "echo 0");
        Program("dpkg", $"echo {(s_rid == "linux-x64" ? "amd64" : "arm64")}");
        var name = $"openclaw-1.2.3-{s_rid}";
        Executable(_folder.Write($"tree/{name}/bin/openclaw", $"#!/bin/sh\n{executable}\n"));
        _folder.Write($"tree/{name}/share/doc/openclaw/openclaw.example.toml", "example\n");
        Directory.CreateDirectory(_folder.File("release"));
        Assert.Equal(0, (await RunAsync("tar", "-czf", Tarball, "-C", _folder.File("tree"), name)).ExitCode);
        var line = $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Tarball)))}  {name}.tar.gz\n";
        _folder.Write("release/SHA256SUMS", sums is null ? line : sums(line));
        var key = await KeyAsync("key");
        await SignAsync(key);
        _folder.Write("release/install.sh", Template().Replace("@KEYS@", File.ReadAllText($"{key}.pub").Trim(), StringComparison.Ordinal));
    }

    private async Task<string> KeyAsync(string name)
    {
        var key = _folder.File(name);
        var made = await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key);
        Assert.True(made.ExitCode == 0, made.ToString());
        return key;
    }

    private async Task SignAsync(string key)
    {
        File.Delete(_folder.File("release", "SHA256SUMS.sig"));
        var signed = await RunAsync("ssh-keygen", "-Y", "sign", "-f", key, "-n", "openclaw-release", _folder.File("release", "SHA256SUMS"));
        Assert.True(signed.ExitCode == 0, signed.ToString());
    }

    private Task<CommandResult> InstallAsync(string words = "") =>
        RunAsync(
            "sh",
            [
                _folder.File("release", "install.sh"),
                .. words == "uninstall" ? [] : (string[])["--tarball"],
                .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ]
        );

    private Task<CommandResult> RunAsync(string program, params string[] words)
    {
        var info = new ProcessStartInfo("/usr/bin/env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var word in (string[])
                [$"PATH={_folder.File("bin")}:/usr/bin:/bin", $"PREFIX={Prefix}", $"SYSCONFDIR={_folder.File("etc")}", program, .. words]
        )
        {
            info.ArgumentList.Add(word);
        }
        return ChildProcess.RunAsync(info);
    }

    private void Program(string name, string text) => Executable(_folder.Write($"bin/{name}", $"#!/bin/sh\n{text}\n"));

    private static void Executable(string path) =>
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
