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

    /// <returns>Why the program may do more than to compute and print; null when it does not.</returns>
    public static string? WhyNotHarmless(string text) => new Reader(text).Read();

    /// <summary>What stands before a slash decides whether it divides or begins an expression.</summary>
    private enum Before
    {
        Operator,
        Value,

        /// <summary>A closed parenthesis, a string, an expression, <c>length</c>: there awks differ.</summary>
        Either,
    }

    /// <summary>Where the reading of one program stands.</summary>
    private sealed class Reader(string text)
    {
        private int _at;

        // A statement that prints has begun.
        private bool _prints;

        // A slash was taken for a division.
        private bool _divides;
        private Before _before = Before.Operator;

        public string? Read()
        {
            for (; _at < text.Length; _at++)
            {
                if (Step(text[_at]) is { } why)
                {
                    return why;
                }
            }
            return null;
        }

        private string? Step(char c)
        {
            switch (c)
            {
                case '\\' or '@' or '#':
                    return $"`{c}` outside of a string is not understood";
                case '"':
                    return Literal(c);
                case '/':
                    return Slash();
                case '|' or '>' or '+' or '-':
                    return Operator(c);
                case ';' or '}':
                    (_prints, _before) = (false, Before.Operator);
                    return null;
                case '\n':
                    // Behind an operator, a comma or an opening brace the statement goes on.
                    (_prints, _before) = (_prints && _before == Before.Operator, Before.Operator);
                    return null;
                case ' ' or '\t' or '\r':
                    return null;
                case var _ when NameCharacters.Contains(c):
                    return Name();
                default:
                    Sign(c);
                    return null;
            }
        }

        private string? Slash()
        {
            switch (_before)
            {
                case Before.Either:
                    return "a slash may divide or begin an expression";
                case Before.Operator:
                    return Literal('/');
                default:
                    _divides = true;
                    Sign('/');
                    return null;
            }
        }

        private string? Literal(char quote)
        {
            var start = _at;
            if (!SkipTo(quote))
            {
                return $"what begins with {quote} does not surely end";
            }
            if (WhyNotPlain(text[start.._at]) is { } why)
            {
                return why;
            }
            _before = Before.Either;
            return null;
        }

        private string? Operator(char c)
        {
            var isDouble = _at + 1 < text.Length && text[_at + 1] == c;
            if (c == '|' && !isDouble)
            {
                return "`|` runs a command";
            }
            if (c == '>' && _prints)
            {
                return "`>` behind print writes a file";
            }
            if (c == '>' || !isDouble)
            {
                Sign(c);
                return null;
            }
            // Behind x++ a slash divides, and behind || it begins an expression.
            _before = c == '|' ? Before.Operator : _before;
            _at++;
            return null;
        }

        private string? Name()
        {
            var name = TakeName();
            if (s_opening.Contains(name))
            {
                return $"`{name}` runs or opens something";
            }
            _prints |= name is "print" or "printf";
            _before = Behind(name);
            return null;
        }

        // A dot outside of strings belongs to a number.
        private void Sign(char c) =>
            _before =
                c is ']' or '.' ? Before.Value
                : c is ')' or '$' ? Before.Either
                : Before.Operator;

        // Had a slash been understood wrongly, an expression or a string would hide code: so neither may hold what is dangerous as code.
        private string? WhyNotPlain(string literal)
        {
            var expression = literal[0] == '/';
            if (!expression && !_divides)
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
                expression
                && (literal.Contains("print", StringComparison.Ordinal) || (_prints && literal.AsSpan().IndexOfAny('|', '>') >= 0));
            return writes ? "what is between slashes would print, were it no expression" : null;
        }

        private static Before Behind(string word) =>
            word switch
            {
                "print" or "printf" or "return" or "in" or "do" or "else" or "exit" => Before.Operator,
                "length" or "case" or "default" or "delete" or "next" or "nextfile" or "break" or "continue" => Before.Either,
                _ => Before.Value,
            };

        private string TakeName()
        {
            var start = _at;
            while (_at + 1 < text.Length && NameCharacters.Contains(text[_at + 1]))
            {
                _at++;
            }
            return text[start..(_at + 1)];
        }

        private bool SkipTo(char end)
        {
            for (_at++; _at < text.Length && text[_at] != '\n'; _at++)
            {
                if (text[_at] == end)
                {
                    return true;
                }
                if (end == '/' && text[_at] == '[' && !Brackets.TryStep(text, end, ref _at))
                {
                    return false;
                }
                if (text[_at] == '\\')
                {
                    _at++;
                }
            }

            return false;
        }
    }
}
