namespace OpenClaw.Policy.Shell;

/// <summary>Writes a parse so that every shell reads it the same way: words in single quotes, file descriptors written out.</summary>
internal static class ShellPrinter
{
    public static string Print(ShellParse.Understood line) => string.Concat(line.Pipelines.Select(Print));

    /// <summary>One word in single quotes. Also right for words that need none: a quoted word is never an alias, a keyword or a
    /// glob.</summary>
    public static string Quote(string word) =>
        // The only character that single quotes cannot hold: close, escape it, open again.
        $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Print(ShellPipeline pipeline)
    {
        var join = pipeline.Join switch
        {
            ShellJoin.And => " && ",
            ShellJoin.Or => " || ",
            ShellJoin.Then => " ; ",
            _ => "",
        };
        return join + string.Join(" | ", pipeline.Commands.Select(Print));
    }

    // Redirections after the words: one between words means the same, and this order is the one people read.
    private static string Print(ShellCommand command) =>
        string.Join(' ', [.. command.Words.Select(Quote), .. command.Redirections.Select(Print)]);

    private static string Print(ShellRedirection redirection)
    {
        var (fd, target) = (redirection.Fd.ToString(CultureInfo.InvariantCulture), redirection.Target);
        return redirection.Kind switch
        {
            ShellRedirectionKind.Duplicate => $"{fd}>&{target}",
            ShellRedirectionKind.Read => $"{fd}<{Quote(target)}",
            ShellRedirectionKind.Append => $"{fd}>>{Quote(target)}",
            _ => $"{fd}>{Quote(target)}",
        };
    }
}
