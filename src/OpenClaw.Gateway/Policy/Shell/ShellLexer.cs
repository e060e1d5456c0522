namespace OpenClaw.Policy.Shell;

/// <summary>Cuts a line into words, operators and redirections, and stops with a reason at the first thing that shells may read in
/// different ways.</summary>
internal sealed partial class ShellLexer(string line)
{
    private int _at;

    /// <summary>Set when <see cref="TryNext"/> returned false.</summary>
    public ShellParse.Opaque? Opaque { get; private set; }

    public bool TryNext(out ShellToken token)
    {
        SkipBlanks();
        var start = _at;
        token = new ShellToken(ShellTokenKind.End, start + 1);
        if (_at == line.Length)
        {
            return true;
        }
        var next = _at + 1 < line.Length ? line[_at + 1] : '\0';
        switch (line[_at])
        {
            case '|' when next == '&':
                return Refuse("`|&` is only bash's", start);
            case '|':
                return Operator(next == '|' ? ShellTokenKind.Or : ShellTokenKind.Pipe, next == '|' ? 2 : 1, out token);
            case '&' when next == '&':
                return Operator(ShellTokenKind.And, 2, out token);
            case '&':
                return Refuse("`&` leaves a command running in the background", start);
            case ';' when next == ';':
                return Refuse("`;;` belongs to `case`", start);
            case ';':
                return Operator(ShellTokenKind.Semicolon, 1, out token);
            case '<':
                return Redirect(0, start, out token);
            case '>':
                return Redirect(1, start, out token);
            default:
                return WordOrFd(out token);
        }
    }

    private bool Operator(ShellTokenKind kind, int length, out ShellToken token)
    {
        token = new ShellToken(kind, _at + 1);
        _at += length;
        return true;
    }

    private bool WordOrFd(out ShellToken token)
    {
        var start = _at;
        token = default;
        var digits = DigitsBeforeRedirection();
        if (digits > 0)
        {
            // `12>f` is descriptor 12 in bash, and in dash the word 12 and then `>f`.
            if (digits > 1 || line[start] > '2')
            {
                return Refuse("it redirects a file descriptor other than 0, 1 and 2", start);
            }
            _at++;
            return Redirect(line[start] - '0', start, out token);
        }

        if (!TryWord(out var word))
        {
            return false;
        }
        token = new ShellToken(ShellTokenKind.Word, start + 1, word);
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < line.Length && line[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>How many digits stand here directly before <c>&lt;</c> or <c>&gt;</c>; 0 when they are a word like any other.</summary>
    private int DigitsBeforeRedirection()
    {
        var end = _at;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
        {
            end++;
        }
        return end < line.Length && line[end] is '<' or '>' ? end - _at : 0;
    }

    private bool Redirect(int fd, int start, out ShellToken token)
    {
        token = default;
        var reads = line[_at++] == '<';
        if ((WhyNotDirection(reads, fd) ?? WhyNotOperator(reads)) is { } why)
        {
            return Refuse(why, start);
        }
        var kind = reads ? ShellRedirectionKind.Read : ShellRedirectionKind.Write;
        if (Next == '&')
        {
            return Duplicate(fd, start, out token);
        }
        if (Next == '>')
        {
            kind = ShellRedirectionKind.Append;
            _at++;
        }

        if (!TryTarget(start, out var target))
        {
            return false;
        }
        token = new ShellToken(ShellTokenKind.Redirection, start + 1, target, fd, kind);
        return true;
    }

    private char Next => _at < line.Length ? line[_at] : '\0';

    private static string? WhyNotDirection(bool reads, int fd) =>
        reads && fd != 0 ? "it reads into a file descriptor other than 0"
        : !reads && fd == 0 ? "it writes through file descriptor 0"
        : null;

    // What stands behind the first `<` or `>`.
    private string? WhyNotOperator(bool reads)
    {
        if (reads && Next is '<' or '>' or '&')
        {
            return Next == '<' ? "it has a here-document" : $"`<{Next}` is not among the redirections that are understood";
        }
        return Next == '|' ? "`>|` is not among the redirections that are understood" : null;
    }

    private bool TryTarget(int start, out string target)
    {
        target = "";
        SkipBlanks();
        // In `> 2>f` the 2 is a descriptor and not a file.
        if (_at == line.Length || line[_at] is '|' or '&' or ';' or '<' or '>' || DigitsBeforeRedirection() > 0)
        {
            return Refuse("a redirection has no file", start);
        }
        if (!TryWord(out target))
        {
            return false;
        }
        if (target.Length == 0)
        {
            return Refuse("a redirection has an empty file name", start);
        }
        // bash opens these itself, as connections.
        if (target.StartsWith("/dev/tcp/", StringComparison.Ordinal) || target.StartsWith("/dev/udp/", StringComparison.Ordinal))
        {
            return Refuse("bash opens that file name as a connection", start);
        }
        return true;
    }

    private bool Duplicate(int fd, int start, out ShellToken token)
    {
        token = default;
        _at++;
        // bash takes `>&file` for a redirection of both outputs, so only a digit that ends there is the same everywhere.
        var digit = _at < line.Length ? line[_at] : '\0';
        var after = _at + 1 < line.Length ? line[_at + 1] : ' ';
        if (digit is not ('1' or '2') || after is not (' ' or '\t' or '|' or ';' or '&'))
        {
            return Refuse("after `>&` only 1 and 2 are understood", start);
        }
        _at++;
        token = new ShellToken(ShellTokenKind.Redirection, start + 1, digit.ToString(), fd, ShellRedirectionKind.Duplicate);
        return true;
    }

    private bool Refuse(string reason, int at)
    {
        Opaque = new ShellParse.Opaque(reason, at + 1);
        return false;
    }
}
