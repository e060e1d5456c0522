using System.Net;
using System.Text.RegularExpressions;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Telegram's HTML as its server reads it: a few tags, each closed in its order, nothing inside code, no quote in a quote
/// (https://core.telegram.org/bots/api#html-style).</summary>
internal static partial class TelegramMarkup
{
    /// <summary>What the server would complain about; null when it takes the text.</summary>
    public static string? Fault(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tags().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Value == "<")
            {
                return "unescaped <";
            }
            if (tag.Value.StartsWith("</"))
            {
                if (open.Count == 0 || open.Pop() != name)
                {
                    return $"unexpected end tag \"{name}\"";
                }
                continue;
            }

            if (name is not ("b" or "i" or "s" or "code" or "pre" or "a" or "blockquote"))
            {
                return $"unsupported start tag \"{name}\"";
            }
            if (open.Contains("code") || (open.Contains("pre") && name != "code"))
            {
                return $"\"{name}\" inside code";
            }
            if (name == "blockquote" && open.Contains("blockquote"))
            {
                return "nested blockquote";
            }
            if (name == "a" && open.Contains("a"))
            {
                return "nested link";
            }
            open.Push(name);
        }

        return open.Count > 0 ? $"can't find end tag \"{open.Peek()}\""
            : Ampersands().IsMatch(html) ? "unescaped &"
            : null;
    }

    public static string Words(string html) => WebUtility.HtmlDecode(Tags().Replace(html, ""));

    [GeneratedRegex("<(/?(?<name>[a-z]+)( [^<>]*)?>)?")]
    private static partial Regex Tags();

    [GeneratedRegex("&(?!(amp|lt|gt|quot);)")]
    private static partial Regex Ampersands();
}
