using System.IO.Enumeration;

namespace OpenClaw.Turns.Inbound;

/// <summary>Names with <c>*</c> in them, as session rules use them. Case counts.</summary>
internal static class Globbing
{
    public static bool Matches(string pattern, string value) =>
        pattern == "*"
        || pattern == value
        || (pattern.Contains('*') && FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\"), value, ignoreCase: false));
}
