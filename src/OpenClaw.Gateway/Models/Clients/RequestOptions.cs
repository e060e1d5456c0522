using System.Text.RegularExpressions;

namespace OpenClaw.Models.Clients;

/// <summary>
/// The parts of a request that a server may refuse and that an answer can do without. The first refusal of one is remembered for the model
/// until the configuration is read again.
/// </summary>
internal static partial class RequestOptions
{
    public const string Tools = "tools",
        Think = "think",
        Images = "images",
        StreamOptions = "stream_options",
        MaxTokens = "max_tokens",
        MaxCompletionTokens = "max_completion_tokens",
        Temperature = "temperature",
        ContextSize = "num_ctx",
        KeepAlive = "keep_alive",
        Truncate = "truncate",
        Shift = "shift";

    /// <summary>The option that a server's words refuse; null when they refuse none. What stands behind "does not support" counts
    /// first.</summary>
    public static string? Refused(string text)
    {
        var refusal = Refusal().Match(text);
        return refusal.Success ? Named(text[(refusal.Index + refusal.Length)..]) ?? Named(text) : null;
    }

    private static string? Named(string text)
    {
        // A server that proposes another name does so behind the one it refuses.
        var parameter = Parameter().Match(text);
        if (parameter.Success)
        {
            return parameter.Value.ToLowerInvariant();
        }

        return ThinkWords().IsMatch(text) ? Think
            : ImageWords().IsMatch(text) ? Images
            : ToolWords().IsMatch(text) ? Tools
            : null;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"not support|unsupported|does ?n[o']t support|not (available|enabled|allowed|permitted)|requires|unknown|unrecogni[sz]ed|extra (inputs|fields)|no endpoints found|unexpected keyword|invalid (parameter|argument|field)",
        Options
    )]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\b(stream_options|max_completion_tokens|max_tokens|temperature|num_ctx|keep_alive|truncate|shift)\b", Options)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\bthink|reasoning|enable_thinking|chat_template_kwargs", Options)]
    private static partial Regex ThinkWords();

    [GeneratedRegex(@"image|multimodal|vision|mmproj", Options)]
    private static partial Regex ImageWords();

    [GeneratedRegex(@"\btools?\b|function call|tool[_ -]choice|--jinja", Options)]
    private static partial Regex ToolWords();
}
