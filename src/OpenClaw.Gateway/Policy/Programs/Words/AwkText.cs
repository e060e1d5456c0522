using System.Buffers;

namespace OpenClaw.Policy.Programs.Words;

/// <summary>
/// Tells whether a program of awk only computes and prints. Strings and regular expressions are skipped; a word, pipe or redirection that
/// may open or run something makes it unclear.
/// </summary>
internal static class AwkText
{
    private static readonly string[] s_opening = ["system", "getline", "ARGV", "ARGC", "PROCINFO", "SYMTAB", "FUNCTAB", "extension"];

    public static SearchValues<char> NameCharacters { get; } =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>What stands before a slash decides whether it divides or begins an expression.</summary>
    private enum Before
    {
        Operator,
        Value,

        /// <summary>A closed parenthesis, a string, an expression, <c>length</c>: there awks differ.</summary>
        Either,
    }

    public static string? WhyNotHarmless(string text)
    {
        var (prints, divides, before) = (false, false, Before.Operator);
        for (var at = 0; at < text.Length; at++)
        {
            var (c, next) = (text[at], at + 1 < text.Length ? text[at + 1] : '\0');
            switch (c)
            {
                case '\\' or '@' or '#':
                    return $"`{c}` outside of a string is not understood";
                case '/' when before == Before.Either:
                    return "a slash may divide or begin an expression";
                case '"' or '/' when c == '"' || before == Before.Operator:
                    var start = at;
                    if (!SkipTo(c, text, ref at))
                    {
                        return $"what begins with {c} does not surely end";
                    }
                    if (WhyNotPlain(text[start..at], prints, divides) is { } why)
                    {
                        return why;
                    }
                    before = Before.Either;
                    break;
                case '|' when next != '|':
                    return "`|` runs a command";
                case '>' when prints:
                    return "`>` behind print writes a file";
                case '|' or '+' or '-' when c == next:
                    // Behind x++ a slash divides, and behind || it begins an expression.
                    before = c == '|' ? Before.Operator : before;
                    at++;
                    break;
                case ';' or '}':
                    (prints, before) = (false, Before.Operator);
                    break;
                case '\n':
                    // Behind an operator, a comma or an opening brace the statement goes on.
                    (prints, before) = (prints && before == Before.Operator, Before.Operator);
                    break;
                case ' ' or '\t' or '\r':
                    break;
                case var _ when NameCharacters.Contains(c):
                    var word = Word(text, ref at);
                    if (s_opening.Contains(word))
                    {
                        return $"`{word}` runs or opens something";
                    }
                    prints |= word is "print" or "printf";
                    before = Behind(word);
                    break;
                default:
                    divides |= c == '/';
                    // A dot outside of strings belongs to a number.
                    before =
                        c is ']' or '.' ? Before.Value
                        : c is ')' or '$' ? Before.Either
                        : Before.Operator;
                    break;
            }
        }

        return null;
    }

    // Had a slash been understood wrongly, an expression or a string would hide code: so neither may hold what is dangerous as code.
    private static string? WhyNotPlain(string literal, bool prints, bool divides)
    {
        var expression = literal[0] == '/';
        if (!expression && !divides)
        {
            return null;
        }
        if (
            s_opening.Any(word => literal.Contains(word, StringComparison.Ordinal))
            || (expression && literal.AsSpan().IndexOfAny('"', '@') >= 0)
        )
        {
            return "what is between slashes would run or open something, were it no expression";
        }
        var writes =
            expression && (literal.Contains("print", StringComparison.Ordinal) || (prints && literal.AsSpan().IndexOfAny('|', '>') >= 0));
        return writes ? "what is between slashes would print, were it no expression" : null;
    }

    private static Before Behind(string word) =>
        word switch
        {
            "print" or "printf" or "return" or "in" or "do" or "else" or "exit" => Before.Operator,
            "length" or "case" or "default" or "delete" or "next" or "nextfile" or "break" or "continue" => Before.Either,
            _ => Before.Value,
        };

    private static string Word(string text, ref int at)
    {
        var start = at;
        while (at + 1 < text.Length && NameCharacters.Contains(text[at + 1]))
        {
            at++;
        }
        return text[start..(at + 1)];
    }

    private static bool SkipTo(char end, string text, ref int at)
    {
        for (at++; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == end)
            {
                return true;
            }
            if (end == '/' && text[at] == '[' && !Brackets.TryStep(text, end, ref at))
            {
                return false;
            }
            if (text[at] == '\\')
            {
                at++;
            }
        }

        return false;
    }
}
