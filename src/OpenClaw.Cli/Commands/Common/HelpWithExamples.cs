using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>Adds the examples to the help that the library prints.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyDictionary<Command, IReadOnlyList<string>> examples)
    : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parse)
    {
        var code = help.Invoke(parse);
        if (examples.TryGetValue(parse.CommandResult.Command, out var lines) && lines.Count > 0)
        {
            var output = parse.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        return code;
    }
}
