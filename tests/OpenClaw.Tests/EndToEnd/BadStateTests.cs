using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>State directories and disks that will not do: refused with words at the start, survived when they fill up later.</summary>
public sealed class BadStateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _mounts = [];

    public BadStateTests() => NativeExecutable.Require();

    public void Dispose()
    {
        foreach (var mount in _mounts)
        {
            Process.Start("umount", ["-l", mount]).WaitForExit();
        }
        _folder.Dispose();
    }

    [Fact]
    public async Task StateOfAnotherUser_IsRefused()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "only root can become another user");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.Copy(NativeExecutable.Path, _folder.File("openclaw"));
        Directory.CreateDirectory(_folder.File("state"));

        var result = await NativeExecutable.RunAsync(
            NativeExecutable.As(
                "nobody",
                _folder.File("openclaw"),
                _folder.Path,
                "run",
                "-c",
                Config(),
                "-s",
                _folder.File("state"),
                "--socket",
                _folder.File("s.sock")
            )
        );

        AssertRefused(result, _folder.File("state"));
    }

    [Fact]
    public async Task StateFileThatIsNoDatabase_IsNamed()
    {
        _folder.Write("state/state.db", new string('x', 5000));

        AssertRefused(await RunAsync(), "state.db");
    }

    [Fact]
    public async Task StateFileOfANewerVersion_IsRefusedAndLeftAlone()
    {
        await using (var gateway = await GatewayProcess.StartAsync(Configs.Ollama(new Uri("http://127.0.0.1:1"))))
        {
            gateway.Signal("TERM");
            await gateway.ExitAsync();
            Directory.CreateDirectory(_folder.File("state"));
            foreach (var file in Directory.GetFiles(gateway.StatePath, "state.db*"))
            {
                File.Copy(file, _folder.File("state", Path.GetFileName(file)));
            }
        }

        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        using (var database = new SqliteConnection($"Data Source={_folder.File("state", "state.db")};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "pragma user_version = 9999";
            command.ExecuteNonQuery();
        }

        AssertRefused(await RunAsync(), "newer");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StateFileCutInHalf_IsRefusedWithTheRemedy(bool killed)
    {
        await LeaveStateAsync(killed);
        using (var file = File.OpenWrite(_folder.File("state", "state.db")))
        {
            file.SetLength(file.Length / 2);
        }

        var result = await RunAsync();

        AssertRefused(result, "is cut off");
        Assert.Contains("openclaw restore FILE", result.Stderr);
    }

    [Fact]
    public async Task StateFileOfZeros_IsRefusedWithTheRemedy()
    {
        await LeaveStateAsync(killed: false);
        var length = new FileInfo(_folder.File("state", "state.db")).Length;
        File.WriteAllBytes(_folder.File("state", "state.db"), new byte[length]);

        var result = await RunAsync();

        AssertRefused(result, "is not a SQLite database");
        Assert.Contains("openclaw restore FILE", result.Stderr);
    }

    [Fact]
    public async Task StateFileWhosePagesAreZeros_IsRefusedOrSaid_NeverACrash()
    {
        await LeaveStateAsync(killed: false);
        using (var file = File.OpenWrite(_folder.File("state", "state.db")))
        {
            // The first page says that all is well; the others are gone.
            file.Position = 1024;
            file.Write(new byte[file.Length - 1024]);
        }

        var result = await RunAsync();

        AssertRefused(result, "the file is damaged");
        Assert.Contains("openclaw restore FILE", result.Stderr);
    }

    [Fact]
    public async Task StateFileGone_ItsLogStillThere_IsRefusedAndTheLogIsKept()
    {
        await LeaveStateAsync(killed: true);
        File.Delete(_folder.File("state", "state.db"));

        AssertRefused(await RunAsync(), "they belong together");
        Assert.True(new FileInfo(_folder.File("state", "state.db-wal")).Length > 0);
    }

    [Fact]
    public async Task ReadOnlyFileSystem_WithAStateOnIt_IsRefused()
    {
        Mount(_folder.File("state"), "size=4m,mode=700");
        await LeaveStateAsync(killed: true);
        Process.Start("mount", ["-o", "remount,ro", _folder.File("state")]).WaitForExit();

        AssertRefused(await RunAsync(), "read-only");
    }

    [Fact]
    public async Task ReadOnlyFileSystem_IsRefused()
    {
        Mount(_folder.File("state"), "size=1m,mode=700,ro");

        AssertRefused(await RunAsync(), "read-only");
    }

    [Fact]
    public async Task FullDiskAtTheStart_IsRefused()
    {
        Mount(_folder.File("state"), "size=8k,mode=700");

        var result = await RunAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Stderr);
        Assert.Contains("space", result.Stderr);
    }

    [Fact]
    public async Task DiskThatFillsUp_RefusesTheMessageAndServesTheNextOneWhenThereIsRoomAgain()
    {
        await using var model = new OllamaDouble("hello");
        await using var gateway = new GatewayProcess(Configs.Ollama(model.Url));
        gateway.Environment["STATE_DIRECTORY"] = _folder.File("small");
        Mount(_folder.File("small"), "size=3m,mode=700");
        await gateway.StartAsync();
        Assert.Equal("hello", await gateway.SayAsync("a", "hi"));
        Fill(_folder.File("small"));

        var refused = await gateway.RunAsync("send", "--session", "a", "--wait", new string('x', 100_000));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.DoesNotContain("   at ", refused.Stderr);

        File.Delete(_folder.File("small", "ballast"));
        Assert.Equal("hello", await gateway.SayAsync("a", "hi again"));
    }

    [Fact]
    public async Task DiskThatFillsUp_WebhookIsToldToComeAgainAndIsTakenThen()
    {
        var port = FreePort.Take();
        await using var model = new OllamaDouble("hello");
        await using var gateway = new GatewayProcess(
            Configs.Ollama(model.Url)
                + $$$"""

                [web]
                listen = "127.0.0.1:{{{port}}}"

                [hooks.bell]
                token = { env = "BELL" }
                prompt = "{{body}}"

                """
        );
        gateway.Environment["STATE_DIRECTORY"] = _folder.File("small");
        gateway.Environment["BELL"] = "0123456789abcdef";
        Mount(_folder.File("small"), "size=3m,mode=700");
        await gateway.StartAsync();
        Assert.Equal("hello", await gateway.SayAsync("a", "hi"));
        Fill(_folder.File("small"));

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", "Bearer 0123456789abcdef");
        http.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");
        Task<HttpResponseMessage> RingAsync() =>
            http.PostAsync(
                $"http://127.0.0.1:{port}/hooks/bell",
                new StringContent(new string('x', 100_000)),
                TestContext.Current.CancellationToken
            );
        using var refused = await RingAsync();
        File.Delete(_folder.File("small", "ballast"));
        using var taken = await RingAsync();
        using var again = await RingAsync();

        Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, "10"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Equal((System.Net.HttpStatusCode.Accepted, System.Net.HttpStatusCode.Accepted), (taken.StatusCode, again.StatusCode));
        Assert.Equal(await TurnOfAsync(taken), await TurnOfAsync(again));

        static async Task<int> TurnOfAsync(HttpResponseMessage response) =>
            (int)
                System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
                    "turn"
                ]!;
    }

    /// <summary>A state of some size, as a gateway that was stopped or killed leaves it.</summary>
    private async Task LeaveStateAsync(bool killed)
    {
        await using var model = new OllamaDouble("hello");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        for (var i = 0; i < 5; i++)
        {
            await gateway.SayAsync($"s{i}", new string('x', 12_000));
        }
        // With its log copied back once, and something in the next one.
        using (var database = new SqliteConnection($"Data Source={Path.Combine(gateway.StatePath, "state.db")};Pooling=False"))
        {
            SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }

        await gateway.SayAsync("a", "hi");
        if (killed)
        {
            await gateway.KillAsync();
        }
        else
        {
            gateway.Signal("TERM");
            await gateway.ExitAsync();
        }

        Directory.CreateDirectory(_folder.File("state"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(gateway.StatePath, "state.db*"))
        {
            File.Copy(file, _folder.File("state", Path.GetFileName(file)));
        }
    }

    private static void Fill(string folder)
    {
        using var ballast = new FileStream(
            Path.Combine(folder, "ballast"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0
        );
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, which is what we want.
        }
    }

    private void Mount(string folder, string options)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can make a small disk");
        Directory.CreateDirectory(folder);
        using var mount = Process.Start(
            new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]) { RedirectStandardError = true }
        )!;
        mount.WaitForExit();
        Assert.SkipUnless(mount.ExitCode == 0, "a small disk cannot be mounted here");
        _mounts.Add(folder);
    }

    private static void AssertRefused(CommandResult result, string word)
    {
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(word, result.Stderr);
        Assert.DoesNotContain("   at ", result.Stderr);
    }

    private Task<CommandResult> RunAsync() =>
        NativeExecutable.RunAsync(
            NativeExecutable.StartInfo(
                ["run", "-c", Config(), "-s", _folder.File("state"), "--socket", _folder.File("s.sock")],
                _folder.Path
            )
        );

    private string Config() =>
        _folder.Write(
            "openclaw.toml",
            $"""
            [agent]
            workspace = "{_folder.File("workspace")}"

            [models.m]
            provider = "scripted"
            model = "echo"

            [chains.default]
            models = ["m"]
            """
        );
}
