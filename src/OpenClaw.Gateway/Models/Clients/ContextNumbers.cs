using System.Text.RegularExpressions;

namespace OpenClaw.Models.Clients;

/// <summary>The two numbers in which a server says that a prompt is too long: the prompt's tokens, and how many the model reads. One
/// pattern a family.</summary>
internal static partial class ContextNumbers
{
    /// <summary>Null for a number that the text does not name.</summary>
    public static (int? Prompt, int? Context) Of(string text)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[Llama(), Anthropic(), Gemini(), OpenAi(), Mistral()])
        {
            if (pattern.Match(text) is { Success: true } match)
            {
                return (Number(match.Groups["prompt"]), Number(match.Groups["context"]));
            }
        }

        return (null, null);
    }

    private static int? Number(Group group) =>
        group.Success
        && int.TryParse(group.ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
        && number > 0
            ? number
            : null;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"request \((?<prompt>\d+) tokens\) exceeds the available context size \((?<context>\d+) tokens\)", Options)]
    private static partial Regex Llama();

    [GeneratedRegex(@"prompt is too long: (?<prompt>\d+) tokens > (?<context>\d+) maximum", Options)]
    private static partial Regex Anthropic();

    [GeneratedRegex(@"input token count \((?<prompt>\d+)\) exceeds the maximum number of tokens allowed \((?<context>\d+)\)", Options)]
    private static partial Regex Gemini();

    [GeneratedRegex(
        @"maximum context length (is|of) (?<context>[\d,]+)( tokens)?(.{0,120}?(requested( about)? [\d,]+ tokens \((?<prompt>[\d,]+) (in|of|for) (the messages|your prompt|text input)|(resulted in|requested( about)?|contains( at least)?) (?<prompt>[\d,]+)))?",
        Options
    )]
    private static partial Regex OpenAi();

    [GeneratedRegex(@"prompt contains (?<prompt>\d+) tokens.{0,60}?too large for model with (?<context>\d+)", Options)]
    private static partial Regex Mistral();
}
