using System.Text.RegularExpressions;

namespace OpenClaw.Config.Diagnostics;

/// <summary>Hides what looks like a secret on a line of the configuration. An operator who pastes a key where a reference belongs gets the
/// error; the log that keeps the error must not get the key. Pure.</summary>
internal static partial class SecretText
{
    /// <summary>The line with a star for each character of a secret.</summary>
    public static string Mask(string line) =>
        Looking().Replace(line, static match => match.Groups["keep"].Value + Stars(match.Groups["hide"].Value));

    /// <summary>A message about a line, without the secrets that it quotes.</summary>
    public static string MaskQuoted(string message, string line)
    {
        var secrets = Looking().Matches(line).Select(static match => match.Groups["hide"].Value).Where(static s => s.Length > 0).ToArray();
        return secrets.Length == 0 ? message : Quoted().Replace(message, match => HasSecret(match.Groups[1].Value) ? "'***'" : match.Value);

        // A word may be part of a secret, or an address with one in it.
        bool HasSecret(string word) => secrets.Any(secret => secret.Contains(word) || word.Contains(secret));
    }

    private static string Stars(string secret) => new('*', secret.EnumerateRunes().Count());

    // Kept is a key whose name ends like that of a secret, or a URL up to the password in it; hidden is what follows, quoted or not, up to
    // the end of the value. A value that begins with a brace or a bracket is a reference. The colon is YAML's, and a missing sign is seen
    // before a quote or a word with a digit.
    [GeneratedRegex(
        """
            (?<keep>
                [\w-]*(?:api[_-]?key|access[_-]?key|private[_-]?key|token|secret|password|passwd)["']?
                (?>\s*[=:]\s*|\s+(?=["']|[^\s=:]*\d))
            )
            (?![{\[])
            (?<hide>(?:"+(?:[^"\\]|\\.)*"*|'+[^']*'*)?[^\#,}\]]*?)(?=\s*(?:[\#,}\]]|$))
            |
            (?<keep>://[^/@\s"']*:)(?<hide>[^/@\s"']+)(?=@)
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Looking();

    // A single character gives nothing away. A long word is quoted in part, with three dots behind it.
    [GeneratedRegex(@"'([^']{2,}?)(?:\.\.\.)?'")]
    private static partial Regex Quoted();
}
