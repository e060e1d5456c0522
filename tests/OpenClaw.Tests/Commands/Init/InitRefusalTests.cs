using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Init;
using OpenClaw.Config.Loading;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands.Init;

/// <summary>What <c>init</c> refuses, what it asks again, and that nothing is written then.</summary>
public sealed class InitRefusalTests : InitBench
{
    private const string Service = "/etc/openclaw/openclaw.toml";

    [Fact]
    public async Task NoTerminal_IsToldOfYes()
    {
        Assert.Equal(64, await InitAsync(null));

        Assert.Contains("`openclaw init --yes` takes what is recommended", _error.ToString());
        NothingIsWritten();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\nanna\n")]
    [InlineData("\nanna\nEurope/Nowhere\n")]
    public async Task InputThatEnds_WritesNothing(string typed)
    {
        Assert.Equal(1, await InitAsync(typed));

        Assert.Contains("the input has ended, and nothing is written", _error.ToString());
        NothingIsWritten();
        Assert.Empty(_ollama.Models);
    }

    [Theory]
    [InlineData(
        "\nanna\nEurope/Amsterdm\nEurope/Amsterdam\n",
        "is no time zone; write one such as Europe/Amsterdam. Did you mean \"Europe/Amsterdam\"?"
    )]
    [InlineData("\nnobody-here\nanna\nUTC\n", "this machine has no user \"nobody-here\"")]
    [InlineData("\nlocal:anna\nanna\nUTC\n", "is an address; write the user's name alone")]
    [InlineData("\n,\nanna\nUTC\n", "name at least one user")]
    [InlineData("a b\n\nanna\nUTC\n", "\"a b\" is no name of a model")]
    public async Task AWrongAnswer_IsAskedAgain(string typed, string said)
    {
        Assert.Equal(0, await InitAsync(typed));

        Assert.Contains(said, _error.ToString());
        Assert.Equal(["anna"], Written().Control.Users);
    }

    [Theory]
    [InlineData("--timezone", "Mars/Olympus", "\"Mars/Olympus\" is no time zone")]
    [InlineData("--user", "x\u001b[1m", "this machine has no user \"x\\x1B[1m\"")]
    [InlineData("--user", "", "name at least one user")]
    [InlineData("--model", " ", "is no name of a model")]
    [InlineData("--url", "ftp://x", "must be an address such as")]
    [InlineData("--url", "http://a:b@x", "must not carry a user or password")]
    public async Task AWrongOption_IsMisuse(string option, string value, string said)
    {
        Assert.Equal(64, await CommandTable.RunAsync(["init", "--yes", option, value], Context()));

        Assert.Contains(said, _error.ToString());
        NothingIsWritten();
    }

    [Theory]
    [InlineData("# mine\n")]
    [InlineData("")]
    public async Task AFileThatIsThere_StaysAsItIs(string text)
    {
        File.WriteAllText(_machine.Own, text);

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna"));

        Assert.Contains($"{_machine.Own} is there already, and init writes over no file.", _error.ToString());
        Assert.Equal(text, File.ReadAllText(_machine.Own));
    }

    [Fact]
    public async Task TheExample_ElsewhereThanThePackages_IsSomebodysFile()
    {
        File.WriteAllText(_machine.Own, ExampleConfig.Text);

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna"));
        Assert.Equal(ExampleConfig.Text, File.ReadAllText(_machine.Own));
    }

    [Fact]
    public async Task ALinkThatLeadsNowhere_IsAFileThatIsThere()
    {
        File.CreateSymbolicLink(_machine.Own, "/nowhere/at/all");

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna"));
        Assert.Contains("is there already", _error.ToString());
    }

    [Fact]
    public async Task TheService_ReplacesThePackagesExampleAndKeepsIt()
    {
        _machine.WithService().With(Service, ExampleConfig.Text).WithVariable("SUDO_USER", "anna");

        Assert.Equal(0, await InitAsync("\n\n\n"));

        Assert.Equal(["anna"], Written(_machine.At(Service)).Control.Users);
        Assert.Equal(ExampleConfig.Text, File.ReadAllText(_machine.At(Service + ".example")));
        Assert.Contains($"note: the package's example is now {_machine.At(Service)}.example", _error.ToString());
        Assert.Matches(@"\n  sudo systemctl enable --now openclaw +# .*\n  openclaw tui ", _out.ToString());
        Assert.True((File.GetUnixFileMode(_machine.At(Service)) & UnixFileMode.GroupRead) != 0);
        Assert.Equal(2, Directory.GetFiles(_machine.At("/etc/openclaw")).Length);
        NothingIsWritten();
    }

    [Fact]
    public async Task TheService_ThatRunsOnTheExample_IsStartedAnew()
    {
        _machine.WithService().With(Service, ExampleConfig.Text).With("/run/openclaw/openclaw.sock", "");

        Assert.Equal(0, await InitAsync(null, "--yes", "--user", "anna"));

        Assert.Contains("\n  systemctl enable openclaw && systemctl restart openclaw # ", _out.ToString());
    }

    [Fact]
    public async Task TheService_WithAFileOfSomebodys_IsRefused()
    {
        _machine.WithService().With(Service, ExampleConfig.Text + "# mine\n");

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna"));

        Assert.Contains("is there already", _error.ToString());
        Assert.EndsWith("# mine\n", File.ReadAllText(_machine.At(Service)));
        Assert.False(File.Exists(_machine.At(Service + ".example")));
    }

    [Fact]
    public async Task TheService_WithAnotherFileWhereTheExampleWouldGo_IsRefused()
    {
        _machine.WithService().With(Service, ExampleConfig.Text).With(Service + ".example", "# mine\n");

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna"));

        Assert.Contains("where another file is; move that away", _error.ToString());
        Assert.Equal("# mine\n", File.ReadAllText(_machine.At(Service + ".example")));
    }

    [Fact]
    public async Task TheService_IsRootsAlone()
    {
        _machine.WithService().User = 1000;

        Assert.Equal(0, await InitAsync("\nanna\nUTC\n"));

        Assert.True(File.Exists(_machine.Own));
        Assert.Contains("sudo openclaw init", _error.ToString());
    }

    [Fact]
    public async Task NoOllama_WritesTheRecommendedAndSaysHowToFetchIt()
    {
        _elsewhere = new Uri($"http://127.0.0.1:{FreePort.Take()}");

        Assert.Equal(0, await InitAsync(null, "--yes", "--user", "anna"));

        Assert.Equal("qwen3:1.7b", Written().Models["local"].Model);
        Assert.Contains("note: no Ollama answers at http://127.0.0.1:", _error.ToString());
        Assert.Contains($"OLLAMA_HOST={_elsewhere.Authority} ollama pull qwen3:1.7b", _out.ToString());
    }

    [Fact]
    public async Task NoOllama_AtATerminal_IsAsked()
    {
        _elsewhere = new Uri($"http://127.0.0.1:{FreePort.Take()}");

        Assert.Equal(0, await InitAsync("llama3.2\nanna\nUTC\n"));

        Assert.Contains("connection refused", _error.ToString());
        Assert.Contains("1. Which model will it be? [qwen3:1.7b]: ", _error.ToString());
        Assert.Equal("llama3.2", Written().Models["local"].Model);
    }

    [Fact]
    public async Task AModelThatCannotBeFetched_IsToldAndWrittenAllTheSame()
    {
        Assert.Equal(0, await InitAsync(null, "--yes", "--user", "anna", "--model", "no-such-model"));

        Assert.Contains("note: no-such-model could not be fetched: ", _error.ToString());
        Assert.Contains("ollama pull no-such-model", _out.ToString());
        Assert.Equal("no-such-model", Written().Models["local"].Model);
    }

    [Fact]
    public async Task AFolderThatIsNotThere_IsNamed()
    {
        var file = _machine.Here.File("nowhere", "openclaw.toml");

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna", "-c", file));
        Assert.Contains($"the folder {_machine.Here.File("nowhere")} is not there; make it: mkdir -p", _error.ToString());
    }

    [Fact]
    public async Task AFullDisk_LeavesNothing()
    {
        var at = _machine.Here.File("full");
        Directory.CreateDirectory(at);
        using var mount = new TestMount(at, "-t", "tmpfs", "-o", "size=4k", "none", at);
        File.WriteAllText(Path.Combine(at, "filler"), new string('x', 4096));

        Assert.Equal(1, await InitAsync(null, "--yes", "--user", "anna", "-c", Path.Combine(at, "openclaw.toml")));

        Assert.Contains("could not be written, and nothing is changed: No space left on device", _error.ToString());
        Assert.Equal(["filler"], Directory.GetFileSystemEntries(at).Select(Path.GetFileName));
    }

    [Fact]
    public void AFileThatCameInTheMeantime_Stays()
    {
        var target = InitTarget.Find(_machine.Machine, null);
        Assert.Null(target.Problem());
        File.WriteAllText(_machine.Own, "# faster\n");

        var refused = Assert.Throws<IOException>(() => target.Write("x"));

        Assert.Contains("somebody else has just put a file there", refused.Message);
        Assert.Equal("# faster\n", File.ReadAllText(_machine.Own));
        NothingIsWritten(besides: 1);
    }

    private void NothingIsWritten(int besides = 0) =>
        Assert.Equal(besides, Directory.GetFileSystemEntries(_machine.Here.File("home")).Length);
}
