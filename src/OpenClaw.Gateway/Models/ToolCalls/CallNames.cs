namespace OpenClaw.Models;

/// <summary>The characters of a tool's name where a form has no quotes around it.</summary>
internal static class CallNames
{
    private const int MaxLength = 128;

    public static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-';

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
