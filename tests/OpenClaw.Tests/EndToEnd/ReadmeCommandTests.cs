using System.Text.RegularExpressions;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What the README shows of the executable is so: its commands exist, what can run alone is run, its configuration passes the
/// check.</summary>
public sealed partial class ReadmeCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_AreAllInTheHelp()
    {
        NativeExecutable.Require();
        var help = await RunAsync("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.NotEmpty(Readme.CommandNames);
        Assert.All(Readme.CommandNames, command => Assert.Matches($@"(?m)^\s+{command}\b", help.Stdout));
    }

    [Fact]
    public async Task Commands_HaveHelpOfTheirOwn()
    {
        NativeExecutable.Require();
        foreach (var command in Readme.CommandNames)
        {
            var help = await RunAsync(command, "--help");

            Assert.True(help.ExitCode == 0, $"openclaw {command} --help: {help}");
            Assert.Contains(command, help.Stdout);
        }
    }

    [Fact]
    public async Task Example_IsPrintedAsItWasCompiledIn()
    {
        NativeExecutable.Require();

        Assert.Equal(
            File.ReadAllText(Repository.File("src/OpenClaw.Gateway/Config/openclaw.example.toml")).Trim(),
            (await RunAsync("example")).Stdout.Trim()
        );
    }

    [Fact]
    public async Task TomlOfTheReadme_PassesTheCheck()
    {
        NativeExecutable.Require();
        var blocks = TomlBlocks().Matches(Readme.Text).Select(block => block.Groups[1].Value).ToArray();
        Assert.NotEmpty(blocks);

        var result = await RunAsync("check", _folder.Write("openclaw.toml", string.Join('\n', blocks)));

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task Configurations_OfTheRepositoryAndItsExamples_PassTheCheck()
    {
        NativeExecutable.Require();
        string[] files =
        [
            Repository.File("src/OpenClaw.Gateway/Config/openclaw.example.toml"),
            .. Directory.GetFiles(Repository.File("examples"), "openclaw.toml", SearchOption.AllDirectories),
        ];
        Assert.True(files.Length > 2);

        foreach (var file in files)
        {
            var result = await RunAsync("check", file);
            Assert.True(result.ExitCode == 0, $"{file}: {result}");
        }
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        NativeExecutable.RunAsync(NativeExecutable.StartInfo(arguments, _folder.Path));

    [GeneratedRegex(@"```toml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TomlBlocks();
}
