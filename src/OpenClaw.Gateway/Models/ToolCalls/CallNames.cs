using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls;

/// <summary>The characters of a tool's name where a form has no quotes around it.</summary>
internal static class CallNames
{
    private const int MaxLength = 128;

    /// <summary>Whether a text begins with a name.</summary>
    public static Beginning Begins(ReadOnlySpan<char> text) =>
        text.Length == 0 ? Beginning.Perhaps
        : IsPart(text[0]) ? Beginning.Yes
        : Beginning.No;

    public static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-';

    /// <summary>The name without the number of the call behind it: Kimi's exec:0.</summary>
    public static string WithoutNumber(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > 0 && colon < name.Length - 1 && !name.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') ? name[..colon] : name;
    }

    /// <summary>Where the name that begins at a place ends.</summary>
    public static int End(CallText text, int at)
    {
        var last = Math.Min(text.Length, at + MaxLength);
        while (at < last && IsPart(text.Span[at]))
        {
            at++;
        }

        return at;
    }
}
