using System.CommandLine.Parsing;
using OpenClaw.Config.Reading;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>
/// A value given to an option that takes none, as in <c>--wait=foo</c>. The parser takes what stands behind the sign for a word of its own,
/// which a command with words of any number would send to the model.
/// </summary>
internal static class StrayValue
{
    /// <summary>What is wrong, in words; null when nothing is. Words behind <c>--</c> are no options.</summary>
    public static string? Complaint(string[] args, CommandResult result)
    {
        var options = OptionsOf(result).ToList();
        foreach (var arg in args.TakeWhile(static arg => arg != "--"))
        {
            if (!arg.StartsWith('-') || arg.IndexOf('=') is not (> 0 and var at) || options.Any(option => Names(option).Contains(arg)))
            {
                continue;
            }
            if (options.Find(option => option.Arity.MaximumNumberOfValues == 0 && Names(option).Contains(arg[..at])) is not { } taken)
            {
                continue;
            }
            var alike = NearestName.Suggestion(
                arg,
                [.. options.SelectMany(Names).Where(name => name.StartsWith($"{arg[..at]}=", StringComparison.Ordinal))]
            );
            return $"there is no option {Escaping.Line(arg)}: {arg[..at]} takes no value.{alike}";
        }

        return null;
    }

    private static IEnumerable<Option> OptionsOf(CommandResult result)
    {
        foreach (var option in result.Command.Options)
        {
            yield return option;
        }
        for (var parent = result.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
        {
            foreach (var option in parent.Command.Options.Where(static option => option.Recursive))
            {
                yield return option;
            }
        }
    }

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);
}
