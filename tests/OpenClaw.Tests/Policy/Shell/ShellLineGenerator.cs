using System.Text;

namespace OpenClaw.Tests.Policy.Shell;

/// <summary>
/// Shell lines at random: some that look like what people write, some that are made to confuse. Names of commands are those of
/// <see cref="Stubs"/>, and nothing in the alphabet can name a real program or a place outside the working directory, whatever the reader gets
/// wrong. </summary>
internal sealed class ShellLineGenerator(int seed)
{
    public static readonly string[] Stubs =
    [
        "alpha",
        "beta",
        "gamma",
        "d.elta",
        "e-psilon",
        "zeta2",
        "@eta",
        "a=b",
        "th%eta",
        "ünder",
        "x+=y",
        "2",
    ];

    private static readonly string[] s_builtins =
    [
        "echo",
        "printf",
        "true",
        "false",
        ":",
        "test",
        "cd",
        "eval",
        "exec",
        "export",
        "set",
        "alias",
        "command",
        "if",
        "time",
        "read",
        ".",
        "exit",
    ];

    private static readonly string[] s_arguments =
    [
        "a",
        "b c",
        "-n",
        "--",
        "",
        "x=y",
        "1",
        "2",
        "12",
        "it's",
        "say \"hi\"",
        "$HOME",
        "`alpha`",
        "$(alpha)",
        "*",
        "?",
        "[a]",
        "{a,b}",
        "{}",
        "~",
        "#",
        "a#b",
        "!",
        "!!",
        "\\",
        "\\\\",
        "a\\b",
        "\\n",
        "two\nlines",
        "tab\there",
        ";",
        "&",
        "&&",
        "|",
        "||",
        "<",
        ">",
        "(",
        ")",
        "é",
        "日本",
        "🦞",
        "ÁÂÃÄÅÆÇÈ",
        "\u0301x",
        "a\u00a0b",
        "%s",
        "%n",
        "^",
        "]",
        "=",
        "+",
        ",",
        ":",
        "@",
        "%",
        "alpha",
        "if",
        "then",
        "}",
        "-v",
        "'",
        "''",
        "\"",
        "$'x'",
        "\\'",
        "a;alpha",
        "\\\n",
    ];

    private static readonly string[] s_garbage =
    [
        "a",
        "b",
        " ",
        " ",
        "  ",
        "\t",
        "'",
        "'",
        "\"",
        "\"",
        "\\",
        "\\",
        "|",
        "||",
        "&&",
        "&",
        ";",
        ";;",
        ">",
        ">>",
        "<",
        "2>&1",
        "2>",
        "1>",
        ">&2",
        "&>",
        ">&",
        "<<<",
        "f1",
        "$",
        "`",
        "$(",
        ")",
        "(",
        "{",
        "}",
        " {} ",
        "*",
        "?",
        "[",
        "]",
        "~",
        "#",
        "!",
        "\n",
        "\r",
        "=",
        "A=",
        "alpha",
        "beta",
        "gamma",
        "zeta2",
        "2",
        "12",
        "é",
        "\u00a0",
        "^",
        "%",
        "if ",
        "then ",
        "fi",
        "time ",
        "cd ",
        "eval ",
        "exec ",
        "command ",
        "alias ",
        ": ",
        "true",
        "false",
        "echo ",
        "$'",
        "$\"",
        "${",
        "((",
        "[[",
        "+=",
        "-v",
        "\u0085",
        "\u200b",
    ];

    private readonly Random _random = new(seed);

    public string Next() =>
        _random.Next(10) switch
        {
            < 6 => Plausible(),
            < 8 => Mutated(Plausible()),
            _ => Garbage(),
        };

    private string Plausible()
    {
        var text = new StringBuilder();
        var commands = 1 + _random.Next(4);
        for (var i = 0; i < commands; i++)
        {
            if (i > 0)
            {
                text.Append(Blank()).Append(Pick(["|", "||", "&&", ";"])).Append(Blank());
            }
            Command(text);
        }

        if (_random.Next(12) == 0)
        {
            text.Append(';');
        }
        return text.ToString();
    }

    private void Command(StringBuilder text)
    {
        if (_random.Next(12) == 0)
        {
            text.Append(Redirection()).Append(' ');
        }
        var name = _random.Next(6) == 0 ? Pick(s_builtins) : Pick(Stubs);
        text.Append(_random.Next(4) == 0 ? Quoted(name) : name);
        var arguments = _random.Next(4);
        for (var i = 0; i < arguments; i++)
        {
            text.Append(' ').Append(Blank());
            text.Append(_random.Next(8) == 0 ? Redirection() : Quoted(Pick(s_arguments)));
        }

        if (_random.Next(6) == 0)
        {
            text.Append(_random.Next(2) == 0 ? " " : "").Append(Redirection());
        }
    }

    private string Redirection() =>
        _random.Next(5) switch
        {
            0 => "2>&1",
            1 => "< f1",
            2 => ">>" + Blank() + "f" + _random.Next(4),
            3 => Pick(["2>", "1>", "3>", ">|", "<>"]) + "f" + _random.Next(4),
            _ => ">" + Blank() + "f" + _random.Next(4),
        };

    // Each character in one of the ways a person or a model might quote it; now and then not at all.
    private string Quoted(string word)
    {
        var text = new StringBuilder();
        var style = _random.Next(5);
        if (style == 0 && !word.Contains('\''))
        {
            return $"'{word}'";
        }
        // A backslash in double quotes means itself before most characters, so it is not always doubled.
        if (style == 1 && _random.Next(2) == 0)
        {
            return $"\"{word.Replace("\"", "\\\"").Replace("$", "\\$").Replace("`", "\\`")}\"";
        }
        if (style == 1)
        {
            return $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("`", "\\`")}\"";
        }
        if (style == 2 && _random.Next(4) == 0)
        {
            return word;
        }
        if (word.Length == 0)
        {
            return "''";
        }
        foreach (var rune in word.EnumerateRunes())
        {
            var c = rune.ToString();
            text.Append(
                char.IsAsciiLetterOrDigit(c[0]) && _random.Next(4) > 0 ? c
                : c == "'" ? "\\'"
                : _random.Next(3) switch
                {
                    0 => $"'{c}'",
                    1 when c is not ("\"" or "\\" or "$" or "`") => $"\"{c}\"",
                    _ => c == "\n" ? "'\n'" : "\\" + c,
                }
            );
        }

        return text.ToString();
    }

    private string Mutated(string line)
    {
        var text = new StringBuilder(line);
        for (var times = 1 + _random.Next(3); times > 0; times--)
        {
            var at = _random.Next(text.Length + 1);
            if (_random.Next(3) == 0 && at < text.Length)
            {
                text.Remove(at, 1);
            }
            else
            {
                text.Insert(at, Pick(s_garbage));
            }
        }

        return text.ToString();
    }

    private string Garbage()
    {
        var text = new StringBuilder(_random.Next(2) == 0 ? Pick(Stubs) + " " : "");
        for (var pieces = 1 + _random.Next(10); pieces > 0; pieces--)
        {
            text.Append(Pick(s_garbage));
        }
        return text.ToString();
    }

    private string Blank() => Pick(["", " ", " ", "\t", "  "]);

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
