using System.Text.RegularExpressions;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Architecture;

/// <summary>The README says what is so: its commands exist, what can run alone is run, its configuration passes the check, its links lead somewhere.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private static readonly string s_text = File.ReadAllText(Repository.File("README.md"));

    // Indented lines are commands, comment and placeholder words apart.
    private static readonly string[] s_commands =
    [
        .. s_text.Split('\n').Where(line => line.StartsWith("    ") && !line.TrimStart().StartsWith("alias")).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Readme_OpensWithTheTwoCommandsOfAFirstTimeUser() => Assert.Equal(["./build.sh demo", "./build.sh test"], s_commands.Take(2));

    [Fact]
    public void BuildVerbs_Exist()
    {
        var script = File.ReadAllText(Repository.File("build.sh"));
        var verbs = s_commands.Where(command => command.StartsWith("./build.sh")).Select(command => command.Split(' ')[1]).Distinct();

        Assert.All(verbs, verb => Assert.Contains($"\n  {verb}) ", script));
    }

    [Fact]
    public void Links_LeadSomewhere() => Assert.All(Links().Matches(s_text), link => Assert.True(Path.Exists(Repository.File(link.Groups[1].Value)), link.Value));

    [Fact]
    public async Task Commands_AreAllInTheHelp()
    {
        NativeExecutable.Require();
        var help = await RunAsync("--help");
        var commands = s_commands.Where(command => command.StartsWith("openclaw ")).Select(command => command.Split(' ')[1]).Distinct().ToArray();

        Assert.Equal(0, help.ExitCode);
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Matches($@"(?m)^\s+{command}\b", help.Stdout));
    }

    [Fact]
    public async Task Commands_HaveHelpOfTheirOwn()
    {
        NativeExecutable.Require();
        foreach (var command in s_commands.Where(command => command.StartsWith("openclaw ")).Select(command => command.Split(' ')[1]).Distinct())
        {
            var help = await RunAsync(command, "--help");

            Assert.True(help.ExitCode == 0, $"openclaw {command} --help: {help}");
            Assert.Contains(command, help.Stdout);
        }
    }

    [Fact]
    public async Task Example_IsTheConfigurationOfTheRepository()
    {
        NativeExecutable.Require();

        Assert.Equal(File.ReadAllText(Repository.File("openclaw.toml")).Trim(), (await RunAsync("example")).Stdout.Trim());
    }

    [Fact]
    public async Task TomlOfTheReadme_PassesTheCheck()
    {
        NativeExecutable.Require();
        var blocks = TomlBlocks().Matches(s_text).Select(block => block.Groups[1].Value).ToArray();
        Assert.NotEmpty(blocks);

        var result = await RunAsync("check", _folder.Write("openclaw.toml", string.Join('\n', blocks)));

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task Configurations_OfTheRepositoryAndItsExamples_PassTheCheck()
    {
        NativeExecutable.Require();
        string[] files = [Repository.File("openclaw.toml"), .. Directory.GetFiles(Repository.File("examples"), "openclaw.toml", SearchOption.AllDirectories)];
        Assert.True(files.Length > 2);

        foreach (var file in files)
        {
            var result = await RunAsync("check", file);
            Assert.True(result.ExitCode == 0, $"{file}: {result}");
        }
    }

    [Fact]
    public void Examples_HaveAReadme() => Assert.All(Directory.GetDirectories(Repository.File("examples")), folder => Assert.True(File.Exists(Path.Combine(folder, "README.md")), folder));

    [Fact]
    public void Decisions_AreNumberedWithoutAGap()
    {
        var numbers = Directory.GetFiles(Repository.File("docs", "decisions"), "0*.md").Select(path => int.Parse(Path.GetFileName(path)[..4])).Order().ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => NativeExecutable.RunAsync(NativeExecutable.StartInfo(arguments, _folder.Path));

    [GeneratedRegex(@"\]\(([^):]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"```toml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TomlBlocks();
}
