using System.Text.RegularExpressions;

namespace OpenClaw.Channels.Slack;

/// <summary>The text of Slack's messages, which writes what is no letter in angle brackets and three letters as entities
/// (https://docs.slack.dev/messaging/formatting-message-text). Pure.</summary>
internal static partial class SlackText
{
    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Token();

    /// <summary>As a person reads it. The bot's own name is left out.</summary>
    /// <param name="names">What people are called, by their ids; who is not among them is shown by the id.</param>
    public static string Read(string text, string bot, IReadOnlyDictionary<string, string>? names = null)
    {
        var plain = Token()
            .Replace(
                text,
                match => match.Groups[1].Value is var token && IsMentionOf(token, bot) ? "" : NameOf(token, names) ?? Readable(token)
            );
        return Decoded(plain).Trim();
    }

    /// <summary>The people that a text names by nothing but their ids.</summary>
    public static IEnumerable<string> Unnamed(string text) =>
        Token()
            .Matches(text)
            .Select(static match => match.Groups[1].Value)
            .Where(static token => token.StartsWith('@') && !token.Contains('|'))
            .Select(static token => token[1..]);

    /// <summary>Whether a text names somebody, and not this user.</summary>
    public static bool MentionsOthers(string text, string user) =>
        !Mentions(text, user) && Token().Matches(text).Any(static match => match.Groups[1].Value.StartsWith('@'));

    /// <summary>Whether a text names a user.</summary>
    public static bool Mentions(string text, string user) => Token().Matches(text).Any(match => IsMentionOf(match.Groups[1].Value, user));

    /// <summary>The three letters that mean something to Slack.</summary>
    public static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The same in pieces of at most so many letters, cut between lines where that is possible, and never inside an entity or a
    /// character.</summary>
    public static IEnumerable<string> EscapedPieces(string text, int longest)
    {
        var piece = new StringBuilder();
        foreach (var line in Lines(text))
        {
            if (piece.Length > 0 && piece.Length + Escaped(line).Length > longest)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            foreach (var rune in line.EnumerateRunes())
            {
                var letter = Escaped(rune.ToString());
                if (piece.Length + letter.Length > longest)
                {
                    yield return piece.ToString();
                    piece.Clear();
                }

                piece.Append(letter);
            }
        }

        if (piece.Length > 0)
        {
            yield return piece.ToString();
        }
    }

    /// <summary>Each with its end.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        for (var from = 0; from < text.Length; )
        {
            var end = text.IndexOf('\n', from) is var at and >= 0 ? at + 1 : text.Length;
            yield return text[from..end];
            from = end;
        }
    }

    private static bool IsMentionOf(string token, string user) =>
        token.StartsWith('@')
        && token.AsSpan(1).StartsWith(user, StringComparison.Ordinal)
        && (token.Length == user.Length + 1 || token[user.Length + 1] == '|');

    private static string? NameOf(string token, IReadOnlyDictionary<string, string>? names) =>
        token.StartsWith('@') && !token.Contains('|') && names is not null && names.TryGetValue(token[1..], out var name)
            ? Escaped($"@{name}")
            : null;

    private static string Readable(string token)
    {
        var bar = token.IndexOf('|');
        var (target, label) = bar < 0 ? (token, "") : (token[..bar], token[(bar + 1)..]);
        // Of "<|label>" there is only the label.
        if (target.Length == 0)
        {
            return label;
        }
        return target[0] switch
        {
            '@' or '#' => target[0] + (label.Length > 0 ? label.TrimStart('@', '#') : target[1..]),
            // <!here>, <!subteam^S1|@ops>, <!date^..|a date>.
            '!' => label.Length > 0 ? label : $"@{target[1..].Split('^')[0]}",
            _ when label.Length == 0 || target.EndsWith(label, StringComparison.Ordinal) => target.StartsWith(
                "mailto:",
                StringComparison.Ordinal
            )
                ? target["mailto:".Length..]
                : target,
            _ => $"{label} ({target})",
        };
    }

    // The ampersand last: "&amp;lt;" says "&lt;".
    private static string Decoded(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);
}
