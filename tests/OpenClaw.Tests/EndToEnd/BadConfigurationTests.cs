using System.Text;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Configurations, sockets and state directories that cannot be: each is refused with words and an exit code, not with a stack
/// trace.</summary>
public sealed class BadConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public BadConfigurationTests() => NativeExecutable.Require();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[], string> Unusable =>
        new()
        {
            { "latin-1", Encoding.Latin1.GetBytes("[agent]\nname = \"gr\u00fc\u00df\"\n"), "UTF-8" },
            { "unknown key", "[agent]\nnam = \"x\"\n"u8.ToArray(), "openclaw.toml:2:1" },
            { "unknown model", "[chains.default]\nmodels = [\"nope\"]\n"u8.ToArray(), "openclaw.toml:2:" },
            { "half a table", "[agent\n"u8.ToArray(), "openclaw.toml:1:" },
            { "not built yet", "[memory]\non = true\n"u8.ToArray(), "openclaw.toml:1:" },
            {
                "literal secret",
                "[models.m]\nprovider = \"openai\"\nurl = \"http://127.0.0.1:1/v1\"\nmodel = \"m\"\napi_key = \"sk-1\"\n"u8.ToArray(),
                "openclaw.toml:5:"
            },
            { "binary", new byte[4096], "openclaw.toml:1:" },
        };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Check_OfAnUnusableFile_SaysWhereAndEndsWith78(string what, byte[] content, string expected)
    {
        await File.WriteAllBytesAsync(_folder.File("openclaw.toml"), content, TestContext.Current.CancellationToken);

        var check = await RunAsync("check", _folder.File("openclaw.toml"));
        var run = await RunAsync("run", "-c", _folder.File("openclaw.toml"));

        Assert.True(check.ExitCode == 78, $"{what}: {check}");
        Assert.Contains(expected, check.Stderr + check.Stdout);
        Assert.True(run.ExitCode == 78, $"{what}: {run}");
        AssertPlain(check);
        AssertPlain(run);
    }

    [Fact]
    public async Task Check_OfAMissingFile_NamesIt()
    {
        var result = await RunAsync("check", _folder.File("nothing.toml"));

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("nothing.toml", result.Stderr + result.Stdout);
        AssertPlain(result);
    }

    [Fact]
    public async Task Check_OfADirectory_NamesIt()
    {
        var result = await RunAsync("check", _folder.Path);

        Assert.Equal(78, result.ExitCode);
        AssertPlain(result);
    }

    [Fact]
    public async Task Check_OfAnEmptyFile_IsAnswered()
    {
        var result = await RunAsync("check", _folder.Write("openclaw.toml", ""));

        Assert.Contains(result.ExitCode, new[] { 0, 78 });
        AssertPlain(result);
    }

    [Fact]
    public async Task Check_OfTenMegabytes_IsAnswered()
    {
        var text = new StringBuilder("[agent]\nname = \"x\"\n");
        while (text.Length < 10_000_000)
        {
            text.Append("# a line that says nothing, over and over, until the file is far larger than any configuration\n");
        }

        var result = await RunAsync("check", _folder.Write("openclaw.toml", text.ToString()));

        Assert.Contains(result.ExitCode, new[] { 0, 78 });
        AssertPlain(result);
    }

    [Fact]
    public async Task Check_OfACycleOfIncludes_NamesThePlace()
    {
        _folder.Write("b.toml", "include = [\"openclaw.toml\"]\n");

        var result = await RunAsync("check", _folder.Write("openclaw.toml", "include = [\"b.toml\"]\n"));

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("b.toml:1:", result.Stderr + result.Stdout);
        AssertPlain(result);
    }

    [Fact]
    public async Task AbsentSecret_IsAWarningInCheckAndAnErrorInRun()
    {
        var path = _folder.Write(
            "openclaw.toml",
            """
            [models.m]
            provider = "openai"
            url = "http://127.0.0.1:1/v1"
            model = "m"
            api_key = { env = "OPENCLAW_TEST_NO_SUCH_KEY" }

            [chains.default]
            models = ["m"]
            """
        );

        var check = await RunAsync("check", path);
        var run = await RunAsync("run", "-c", path);

        Assert.Equal(0, check.ExitCode);
        Assert.Contains("OPENCLAW_TEST_NO_SUCH_KEY", check.Stderr + check.Stdout);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("OPENCLAW_TEST_NO_SUCH_KEY", run.Stderr);
    }

    [Fact]
    public async Task Run_WithASocketPathThatIsTooLong_SaysSo()
    {
        var result = await RunAsync(
            "run",
            "-c",
            ScriptedConfig(),
            "-s",
            _folder.File("state"),
            "--socket",
            _folder.File(new string('s', 120))
        );

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("socket", result.Stderr);
        AssertPlain(result);
    }

    [Fact]
    public async Task Run_OnASocketOrStateOfALiveGateway_IsRefused()
    {
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(new Uri("http://127.0.0.1:1")));

        var sameSocket = await RunAsync("run", "-c", ScriptedConfig(), "-s", _folder.File("state"), "--socket", gateway.SocketPath);
        var sameState = await RunAsync("run", "-c", ScriptedConfig(), "-s", gateway.StatePath, "--socket", _folder.File("s.sock"));

        Assert.All(
            new[] { sameSocket, sameState },
            result =>
            {
                Assert.NotEqual(0, result.ExitCode);
                AssertPlain(result);
            }
        );
        Assert.Contains("\"pid\"", await gateway.OkAsync("status", "--json"));
    }

    [Fact]
    public async Task Run_OnAStaleSocket_Starts()
    {
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(new Uri("http://127.0.0.1:1")));
        await gateway.KillAsync();
        Assert.True(File.Exists(gateway.SocketPath), "a killed gateway leaves its socket behind");

        await gateway.StartAsync();
    }

    [Theory]
    [InlineData("status")]
    [InlineData("approvals")]
    [InlineData("sessions")]
    [InlineData("reload")]
    [InlineData("send", "hello")]
    [InlineData("approve", "abc")]
    [InlineData("models", "list")]
    [InlineData("events")]
    public async Task Command_WithoutAGateway_SaysSoWith69(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--socket", _folder.File("none.sock")]);

        Assert.Equal(69, result.ExitCode);
        Assert.Contains("openclaw run", result.Stderr);
        AssertPlain(result);
    }

    private string ScriptedConfig() =>
        _folder.Write(
            "scripted.toml",
            $"""
            [agent]
            workspace = "{_folder.File("workspace")}"

            [models.m]
            provider = "scripted"
            model = "m"

            [chains.default]
            models = ["m"]
            """
        );

    private static void AssertPlain(CommandResult result)
    {
        Assert.DoesNotContain("   at ", result.Stderr);
        Assert.DoesNotContain("Exception", result.Stderr);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        NativeExecutable.RunAsync(NativeExecutable.StartInfo(arguments, _folder.Path));
}
