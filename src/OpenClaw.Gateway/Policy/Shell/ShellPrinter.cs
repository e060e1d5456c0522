namespace OpenClaw.Policy.Shell;

/// <summary>Writes a parse so that every shell reads it the same way: words in single quotes, file descriptors written out.</summary>
internal static class ShellPrinter
{
    public static string Print(ShellParse.Understood line)
    {
        var text = new StringBuilder();
        foreach (var pipeline in line.Pipelines)
        {
            text.Append(
                pipeline.Join switch
                {
                    ShellJoin.And => " && ",
                    ShellJoin.Or => " || ",
                    ShellJoin.Then => " ; ",
                    _ => "",
                }
            );
            for (var i = 0; i < pipeline.Commands.Length; i++)
            {
                if (i > 0)
                {
                    text.Append(" | ");
                }
                Print(text, pipeline.Commands[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>One word in single quotes. Also right for words that need none: a quoted word is never an alias, a keyword or a
    /// glob.</summary>
    public static string Quote(string word)
    {
        var text = new StringBuilder(word.Length + 2);
        Quote(text, word);
        return text.ToString();
    }

    private static void Print(StringBuilder text, ShellCommand command)
    {
        for (var i = 0; i < command.Words.Length; i++)
        {
            if (i > 0)
            {
                text.Append(' ');
            }
            Quote(text, command.Words[i]);
        }

        // After the words: a redirection between words means the same, and this order is the one people read.
        foreach (var redirection in command.Redirections)
        {
            text.Append(' ').Append(redirection.Fd.ToString(CultureInfo.InvariantCulture));
            switch (redirection.Kind)
            {
                case ShellRedirectionKind.Duplicate:
                    text.Append(">&").Append(redirection.Target);
                    break;
                case ShellRedirectionKind.Read:
                    Quote(text.Append('<'), redirection.Target);
                    break;
                case ShellRedirectionKind.Append:
                    Quote(text.Append(">>"), redirection.Target);
                    break;
                default:
                    Quote(text.Append('>'), redirection.Target);
                    break;
            }
        }
    }

    private static void Quote(StringBuilder text, string word)
    {
        text.Append('\'');
        foreach (var c in word)
        {
            // The only character that single quotes cannot hold: close, escape it, open again.
            if (c == '\'')
            {
                text.Append("'\\''");
            }
            else
            {
                text.Append(c);
            }
        }

        text.Append('\'');
    }
}
