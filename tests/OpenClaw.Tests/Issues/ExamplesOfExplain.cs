using OpenClaw.Cli;
using OpenClaw.Cli.Commands;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Tests.Tools;

namespace OpenClaw.Tests.Issues;

/// <summary>The example that <c>openclaw explain --help</c> gives for a tool was refused: it named an argument that the tool does not
/// take.</summary>
public sealed class ExamplesOfExplain
{
    [Fact]
    public async Task ExamplesWithATool_AreTakenByThatTool()
    {
        await using var bench = new ToolBench();
        var context = new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null };
        var examples = new ExplainCommand(context).Examples.Where(static line => line.Contains("--tool ")).ToList();

        Assert.NotEmpty(examples);
        foreach (var line in examples)
        {
            // As a shell hands them over: what stands in single quotes is one word.
            var (words, json) = (line[..line.IndexOf('\'')], line[(line.IndexOf('\'') + 1)..line.LastIndexOf('\'')]);
            var parse = CommandTable.Build(context).Parse([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1), json]);
            Assert.Empty(parse.Errors);
            await bench.ReadyAsync(parse.GetValue<string>("--tool")!, parse.GetValue<string>("--arguments")!);
        }
    }
}
