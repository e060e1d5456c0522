using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What README and the pages of docs/ show of the executable is so: its commands exist, what can run alone is run, their
/// configuration passes the check.</summary>
public sealed class HandbookCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_AreAllInTheHelp()
    {
        NativeExecutable.Require();
        var help = await RunAsync("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.NotEmpty(Handbook.CommandNames);
        Assert.All(Handbook.CommandNames, command => Assert.Matches($@"(?m)^\s+{command}\b", help.Stdout));
    }

    [Fact]
    public async Task Help_HasNoCommandThatThePageOfCommandsLacks()
    {
        NativeExecutable.Require();
        var help = await RunAsync("--help");
        var list = help.Stdout.Split("Commands:\n")[1].Split("\n\n")[0];
        var shown = Handbook
            .Pages.Single(page => page.Path == "docs/cli.md")
            .Commands.Where(command => command.StartsWith("openclaw ", StringComparison.Ordinal))
            .Select(command => command.Split(' ')[1])
            .ToArray();

        Assert.Equal(list.Split('\n').Select(line => line.Trim().Split(' ')[0]).Order(), shown.Distinct().Order());
    }

    [Fact]
    public async Task Commands_HaveHelpOfTheirOwn()
    {
        NativeExecutable.Require();
        foreach (var command in Handbook.CommandNames)
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
    public async Task Options_OfTheCommandsAreInTheirHelp()
    {
        NativeExecutable.Require();
        var lines = Handbook.Commands.Where(command => command.StartsWith("openclaw ", StringComparison.Ordinal)).ToArray();
        Assert.Contains(lines, line => Options(line).Any());

        foreach (var line in lines.Where(line => Options(line).Any()))
        {
            var words = line.Split(' ');
            // The second word is a verb of the command or its first argument; help is printed in either case.
            var help = await RunAsync([words[1], .. words.Skip(2).Take(1).Where(word => word.All(char.IsAsciiLetterLower)), "--help"]);

            Assert.All(Options(line), option => Assert.Contains(option, help.Stdout));
        }
    }

    [Fact]
    public async Task TomlOfTheHandbook_PassesTheCheck()
    {
        NativeExecutable.Require();
        Assert.NotEmpty(Handbook.TomlBlocks);

        var result = await RunAsync("check", _folder.Write("openclaw.toml", string.Join('\n', Handbook.TomlBlocks)));

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

    private static IEnumerable<string> Options(string line) =>
        line.Split([' ', '=', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith("--", StringComparison.Ordinal));
}
