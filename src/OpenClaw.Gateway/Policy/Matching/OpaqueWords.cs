using System.Buffers;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Matching;

/// <summary>
/// A guess at the commands in a line that is not understood, for rules that deny or ask: they catch mistakes, and <c>sudo rm $x</c> under
/// an allowed <c>"**"</c> is one. Never used to give leave.
/// </summary>
internal static class OpaqueWords
{
    // A longer line is looked at so far: it cannot be allowed by accident anyway.
    private const int MaxLength = 64 * 1024;

    private static readonly SearchValues<char> s_breaks = SearchValues.Create(";|&(){}`\n\r");
    private static readonly string[] s_prefixes = WordList.Of("if then elif else do while until time ! exec eval command builtin coproc");

    public static IEnumerable<Effect.Command> Guess(string line)
    {
        // Quotes are dropped, so what a shell would be given as a text is looked at as well.
        var plain = line[..Math.Min(line.Length, MaxLength)].Replace("'", "").Replace("\"", "").Replace("\\", "");
        foreach (var part in Split(plain))
        {
            var words = part.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(w => s_prefixes.Contains(w) || w.Contains('=') || w[0] is '<' or '>')
                .ToArray();
            for (var depth = 0; words.Length > 0 && depth < 8; depth++)
            {
                yield return new Effect.Command([.. words], null);
                words = Wrappers.LookThrough(words, openEnded: false).OfType<Wrapped.Command>().FirstOrDefault()?.Words.ToArray() ?? [];
            }
        }
    }

    private static IEnumerable<string> Split(string line)
    {
        for (var start = 0; start < line.Length; )
        {
            var length = line.AsSpan(start).IndexOfAny(s_breaks);
            if (length < 0)
            {
                length = line.Length - start;
            }
            if (length > 0)
            {
                yield return line.Substring(start, length);
            }
            start += length + 1;
        }
    }
}
