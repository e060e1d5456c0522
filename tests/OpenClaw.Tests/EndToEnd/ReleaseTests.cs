using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What <c>./build.sh release</c> left in <c>dist</c>; skipped where it was not run.</summary>
public sealed partial class ReleaseTests : IDisposable
{
    private static readonly string s_dist = Repository.File("dist");

    private readonly TempFolder _folder = new();

    public ReleaseTests() =>
        Assert.SkipUnless(File.Exists(Path.Combine(s_dist, "SHA256SUMS.sig")), "there is no release in dist: ./build.sh release makes it");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sums_AreRight_AndSignedByAKeyOfTheInstaller()
    {
        var sums = File.ReadLines(Path.Combine(s_dist, "SHA256SUMS")).Select(static line => line.Split("  ")).ToArray();
        Assert.Contains(sums, static sum => sum[1] == "install.sh");
        Assert.Contains(sums, static sum => sum[1] == "openclaw-oci.tar");
        Assert.Equal(2, sums.Count(static sum => sum[1].EndsWith(".deb", StringComparison.Ordinal)));
        Assert.All(
            sums,
            static sum => Assert.Equal(sum[0], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(s_dist, sum[1])))))
        );

        var key = InstallerKey()
            .Match(await File.ReadAllTextAsync(Path.Combine(s_dist, "install.sh"), TestContext.Current.CancellationToken));
        var verified = await RunAsync(
            "/bin/sh",
            "-c",
            $"ssh-keygen -Y verify -f {_folder.Write("signers", $"openclaw {key.Value}\n")} -I openclaw -n openclaw-release -s {s_dist}/SHA256SUMS.sig < {s_dist}/SHA256SUMS"
        );
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    /// <summary>Each step after the compilers: a second run of it, into another folder, leaves the same bytes. That two compilations are the same
    /// is what <c>./build.sh release --check</c> looks at.</summary>
    [Fact]
    public async Task Packing_ASecondTime_LeavesTheSameBytes()
    {
        var built = Repository.File("artifacts/release/commit");
        var head = await RunAsync("/usr/bin/git", "-C", Repository.Root, "describe", "--always", "--abbrev=40", "--dirty");
        Assert.SkipUnless(
            File.Exists(built) && File.ReadAllText(built) == head.Stdout,
            "the release in dist is not of these sources: ./build.sh release"
        );
        var parts = new[] { "linux-x64", "linux-arm64" }.Select(static rid =>
            $"{rid}:artifacts/release/openclaw-{rid}:{Repository.File("artifacts/release", rid)}:{Repository.File("artifacts/sysroot", rid)}"
        );

        var packed = await RunAsync(
            Repository.File("packaging/release.sh"),
            [_folder.Path, Repository.File("artifacts/release/test-key"), .. parts]
        );

        Assert.True(packed.ExitCode == 0, packed.ToString());
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(s_dist, "SHA256SUMS"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(_folder.File("SHA256SUMS"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(File.ReadAllBytes(Path.Combine(s_dist, "SHA256SUMS.sig")), File.ReadAllBytes(_folder.File("SHA256SUMS.sig")));
    }

    [Fact]
    public async Task Packages_HaveNoErrorByLintian()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/lintian"), "lintian is not installed: ./build.sh setup lintian");
        foreach (var package in Directory.GetFiles(s_dist, "*.deb"))
        {
            var result = await RunAsync("/usr/bin/lintian", "--allow-root", "--fail-on", "error", package);

            Assert.True(result.ExitCode == 0, result.ToString());
        }
    }

    [Fact]
    public async Task Image_IsALayoutWhoseBlobsAreWhatTheyAreCalled()
    {
        Assert.Equal(0, (await RunAsync("/bin/tar", "-xf", Path.Combine(s_dist, "openclaw-oci.tar"), "-C", _folder.Path)).ExitCode);
        foreach (var blob in Directory.GetFiles(_folder.File("blobs", "sha256")))
        {
            Assert.Equal(Path.GetFileName(blob), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(blob))));
        }

        var index = Blob(Json("index.json").GetProperty("manifests")[0]);
        foreach (var of in index.GetProperty("manifests").EnumerateArray())
        {
            var manifest = Blob(of);
            var config = Blob(manifest.GetProperty("config"));
            Assert.Equal(
                of.GetProperty("platform").GetProperty("architecture").GetString(),
                config.GetProperty("architecture").GetString()
            );
            Assert.Equal("65532:65532", config.GetProperty("config").GetProperty("User").GetString());
            var layer = Digest(manifest.GetProperty("layers")[0]);
            var unpacked = await RunAsync("/bin/sh", "-c", $"gzip -dc {_folder.File("blobs", "sha256", layer)} | sha256sum");
            Assert.StartsWith(config.GetProperty("rootfs").GetProperty("diff_ids")[0].GetString()!["sha256:".Length..], unpacked.Stdout);
        }
        Assert.Equal(2, index.GetProperty("manifests").GetArrayLength());

        JsonElement Blob(JsonElement descriptor)
        {
            var path = Path.Combine("blobs", "sha256", Digest(descriptor));
            Assert.Equal(descriptor.GetProperty("size").GetInt64(), new FileInfo(_folder.File(path)).Length);
            return Json(path);
        }

        JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllBytes(_folder.File(name))).RootElement;
    }

    /// <summary>The libraries that the loader looks for are the C library's, which the bill says is not part of the executable.</summary>
    [Fact]
    public async Task Executable_AsksTheLoaderForTheCLibraryAlone()
    {
        var package = Directory.GetFiles(s_dist, "*_amd64.deb").Single();
        Assert.Equal(0, (await RunAsync("/usr/bin/dpkg-deb", "-x", package, _folder.Path)).ExitCode);

        var needed = Needed().Matches((await RunAsync("/usr/bin/readelf", "-d", _folder.File("usr/bin/openclaw"))).Stdout);

        Assert.NotEmpty(needed);
        Assert.All(needed, static match => Assert.Matches(@"^(libc\.so\.6|libm\.so\.6|ld-linux-.*)$", match.Groups["name"].Value));
        var bill = await File.ReadAllTextAsync(_folder.File("usr/share/doc/openclaw/bom.cdx.json"), TestContext.Current.CancellationToken);
        Assert.All(
            new[] { "\"libc6\"", "\"libssl3\"", "\"libsqlite3-dev\"", "\"Tomlyn\"", "NativeAOT" },
            name => Assert.Contains(name, bill)
        );
    }

    private static string Digest(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!["sha256:".Length..];

    private static Task<CommandResult> RunAsync(string program, params string[] words)
    {
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(words, info.ArgumentList.Add);
        return ChildProcess.RunAsync(info, patience: TimeSpan.FromMinutes(10));
    }

    [GeneratedRegex("^ssh-ed25519 .*$", RegexOptions.Multiline)]
    private static partial Regex InstallerKey();

    [GeneratedRegex(@"Shared library: \[(?<name>[^\]]+)\]")]
    private static partial Regex Needed();
}
