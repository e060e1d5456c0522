using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using OpenClaw.Config.Loading;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A stranger's first commands: <c>openclaw</c>, <c>openclaw init</c>, a gateway on what it wrote, and <c>openclaw</c>
/// again.</summary>
public sealed class FirstHourTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FirstHourTests() => NativeExecutable.Require();

    private string Written => _folder.File("openclaw.toml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Init_LeadsFromNothingToAnAnswer()
    {
        await using var ollama = Ollama();
        Assert.StartsWith("There is no configuration yet. Three questions make one: ", (await RunAsync()).Stderr);

        var init = await RunAsync("init", "--yes", "--url", ollama.Url.AbsoluteUri);

        Assert.True(init.ExitCode == 0, init.ToString());
        Assert.Contains("openclaw.toml: ok\nNext:\n  openclaw run ", init.Stdout);
        Assert.Single(ollama.Models);
        Assert.Equal(0, (await RunAsync("check", Written)).ExitCode);
        Assert.StartsWith("No gateway runs. To start it with ", (await RunAsync()).Stderr);

        await using var gateway = await GatewayProcess.StartAsync(
            await File.ReadAllTextAsync(Written, TestContext.Current.CancellationToken)
        );
        var said = await gateway.OkAsync("send", "--wait", "hello");
        Assert.Contains("good morning", said);
        var bare = await gateway.RunAsync();
        Assert.Equal(64, bare.ExitCode);
        Assert.Matches(@"^The gateway runs, up \d+s\. To talk to it: openclaw tui\.", bare.Stderr);
    }

    [Fact]
    public async Task Init_ASecondTime_LeavesTheFileAlone()
    {
        await using var ollama = Ollama();
        Assert.Equal(0, (await RunAsync("init", "--yes", "--url", ollama.Url.AbsoluteUri)).ExitCode);
        var first = await File.ReadAllTextAsync(Written, TestContext.Current.CancellationToken);

        var second = await RunAsync("init", "--yes", "--url", ollama.Url.AbsoluteUri);

        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith($"openclaw: {Written} is there already, and init writes over no file.", second.Stderr);
        Assert.Equal(first, await File.ReadAllTextAsync(Written, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Init_InAPipe_AsksNothingAndWritesNothing()
    {
        var init = await RunAsync("init");

        Assert.Equal(64, init.ExitCode);
        Assert.Contains("`openclaw init --yes`", init.Stderr);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Init_AtATerminal_AsksThreeQuestions()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "no script(1) here to make a terminal");
        await using var ollama = Ollama();
        var info = NativeExecutable.StartInfo(
            ["-qec", $"{NativeExecutable.Path} init --url {ollama.Url}", "/dev/null"],
            _folder.Path,
            new Dictionary<string, string> { ["TERM"] = "dumb" }
        );
        info.FileName = "/usr/bin/script";

        var init = await NativeExecutable.RunAsync(info, "\n\nAsia/Kolkata\n");

        Assert.True(init.ExitCode == 0, init.ToString());
        Assert.Contains("3. Time zone?", init.Stdout);
        Assert.Contains("timezone = \"Asia/Kolkata\"", await File.ReadAllTextAsync(Written, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Init_EndedByCtrlC_WritesNothing()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "no script(1) here to make a terminal");
        await using var ollama = Ollama();
        var info = NativeExecutable.StartInfo(["-qec", $"{NativeExecutable.Path} init --url {ollama.Url}", "/dev/null"], _folder.Path);
        info.FileName = "/usr/bin/script";

        using var limit = new CancellationTokenSource(NativeExecutable.Patience);

        using var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync("\n\n");
        await process.StandardInput.FlushAsync(limit.Token);
        // Before the question stands there, the key would end whatever starts the program.
        var (screen, buffer) = (new StringBuilder(), new char[256]);
        while (!screen.ToString().Contains("3. Time zone?"))
        {
            var read = await process.StandardOutput.ReadAsync(buffer, limit.Token);
            Assert.True(read > 0, screen.ToString());
            screen.Append(buffer, 0, read);
        }
        // A terminal that is just being made ready to read a line drops what was typed before; a person presses the key again.
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!process.HasExited)
        {
            try
            {
                await process.StandardInput.WriteAsync("\u0003");
                await process.StandardInput.FlushAsync(limit.Token);
            }
            catch (IOException)
            {
                // It ended in between, which is what the key is for.
                await process.WaitForExitAsync(limit.Token);
            }
            await again.WaitForNextTickAsync(limit.Token);
        }

        Assert.NotEqual(0, process.ExitCode);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Init_TellsAMachineWhatItDid()
    {
        await using var ollama = Ollama();

        var init = await RunAsync("init", "--yes", "--json", "--timezone", "UTC", "--url", ollama.Url.AbsoluteUri);

        Assert.Equal((true, "UTC"), ((bool)JsonNode.Parse(init.Stdout)!["ok"]!, (string)JsonNode.Parse(init.Stdout)!["timezone"]!));
    }

    [Fact]
    public async Task Bare_BeforeABrokenConfiguration_IsCheck()
    {
        _folder.Write("openclaw.toml", ExampleConfig.Text.Replace("max_steps = 30", "max_steps = \"many\""));

        var bare = await RunAsync();

        Assert.Equal((64, ""), (bare.ExitCode, bare.Stdout));
        Assert.StartsWith($"The configuration {Written} is wrong in one place. Where, and how to mend it: openclaw check\n", bare.Stderr);
        Assert.Contains("Usage:", bare.Stderr);
    }

    [Fact]
    public async Task Bare_WhileACallWaits_IsApprovals()
    {
        await using var model = new OllamaDouble(_ => ModelTurn.Runs("touch ran"));
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await gateway.RunAsync("send", "--wait", "please");
        await gateway.PendingApprovalAsync();

        Assert.StartsWith("The gateway runs, and a call waits for a person: openclaw approvals\n", (await gateway.RunAsync()).Stderr);
    }

    private static StrictOllama Ollama() =>
        new(static _ => ModelTurn.Says("good morning"))
        {
            Models = [],
            // Whatever is recommended here.
            Library = [.. OpenClaw.Cli.Commands.Init.ModelAdvice.Table.Select(static row => new LocalModel(row.Model))],
        };

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        NativeExecutable.RunAsync(
            NativeExecutable.StartInfo(
                arguments,
                _folder.Path,
                new Dictionary<string, string> { ["RUNTIME_DIRECTORY"] = _folder.File("run") }
            )
        );
}
