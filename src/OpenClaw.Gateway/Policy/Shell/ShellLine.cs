using System.Collections.Immutable;

namespace OpenClaw.Policy.Shell;

/// <summary>
/// Reads a line of shell by the small grammar of README.md, whose meaning dash, bash and busybox agree on. Everything else is opaque: that
/// is no error, it only means that the gate cannot say what would run.
/// </summary>
internal static class ShellLine
{
    // Linux takes 128 KB as one argument; a quote grows fourfold when it is printed back.
    public const int MaxLength = 16 * 1024;
    public const int MaxCommands = 64;

    public static ShellParse Parse(string line)
    {
        // A newline behind the last command says nothing; models like to send one.
        line = line.TrimEnd(' ', '\t', '\n');
        if (line.Length > MaxLength)
        {
            return new ShellParse.Opaque($"it is longer than {MaxLength.ToString(CultureInfo.InvariantCulture)} characters", MaxLength + 1);
        }
        if (WhyNotText(line) is { } notText)
        {
            return notText;
        }

        return new Reader(line).Read();
    }

    // Refused in quotes too: bash and dash keep marks of their own among the control characters, a lone surrogate has no bytes, and NUL
    // ends the line.
    private static ShellParse.Opaque? WhyNotText(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (char.IsControl(c) && c is not ('\t' or '\n'))
            {
                return new ShellParse.Opaque(
                    $"it holds the control character U+{((int)c).ToString("X4", CultureInfo.InvariantCulture)}",
                    i + 1
                );
            }
            if (!char.IsSurrogate(c))
            {
                continue;
            }
            if (i + 1 == line.Length || !char.IsSurrogatePair(c, line[i + 1]))
            {
                return new ShellParse.Opaque("it holds half a character", i + 1);
            }
            i++;
        }

        return null;
    }

    /// <summary>Puts the tokens of one line together: words to commands, commands to pipelines.</summary>
    private sealed class Reader(string line)
    {
        private readonly ShellLexer _lexer = new(line);
        private readonly ImmutableArray<ShellPipeline>.Builder _pipelines = ImmutableArray.CreateBuilder<ShellPipeline>();
        private readonly ImmutableArray<ShellCommand>.Builder _commands = ImmutableArray.CreateBuilder<ShellCommand>();
        private readonly ImmutableArray<string>.Builder _words = ImmutableArray.CreateBuilder<string>();
        private readonly ImmutableArray<ShellRedirection>.Builder _redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        private ShellJoin _join = ShellJoin.First;
        private int _total;

        // Where the command begins.
        private int _column;

        public ShellParse Read()
        {
            while (_lexer.TryNext(out var token))
            {
                if (_words.Count + _redirections.Count == 0)
                {
                    _column = token.Column;
                }
                switch (token.Kind)
                {
                    case ShellTokenKind.Word:
                        _words.Add(token.Text);
                        continue;
                    case ShellTokenKind.Redirection:
                        _redirections.Add(new ShellRedirection(token.Fd, token.Redirection, token.Text, token.Column));
                        continue;
                }

                if (IsNothingBehindSemicolon(token))
                {
                    return new ShellParse.Understood(_pipelines.ToImmutable());
                }
                if (EndCommand() is { } opaque)
                {
                    return opaque;
                }
                if (token.Kind == ShellTokenKind.Pipe)
                {
                    continue;
                }

                _pipelines.Add(new ShellPipeline(_join, _commands.ToImmutable()));
                _commands.Clear();
                if (token.Kind == ShellTokenKind.End)
                {
                    return new ShellParse.Understood(_pipelines.ToImmutable());
                }
                _join = token.Kind switch
                {
                    ShellTokenKind.And => ShellJoin.And,
                    ShellTokenKind.Or => ShellJoin.Or,
                    _ => ShellJoin.Then,
                };
            }

            return _lexer.Opaque!;
        }

        // Only `;` may be followed by nothing.
        private bool IsNothingBehindSemicolon(ShellToken token) =>
            token.Kind == ShellTokenKind.End && _join == ShellJoin.Then && _words.Count + _redirections.Count + _commands.Count == 0;

        private ShellParse.Opaque? EndCommand()
        {
            if (_words.Count == 0)
            {
                return new ShellParse.Opaque(_redirections.Count > 0 ? "it redirects without a command" : "a command is missing", _column);
            }
            var command = new ShellCommand(_words.ToImmutable(), _redirections.ToImmutable(), _column);
            _words.Clear();
            _redirections.Clear();
            if (ShellWords.WhyOpaque(command.Words) is { } why)
            {
                return new ShellParse.Opaque(why, _column);
            }
            if (++_total > MaxCommands)
            {
                return new ShellParse.Opaque($"it has more than {MaxCommands.ToString(CultureInfo.InvariantCulture)} commands", _column);
            }
            _commands.Add(command);
            return null;
        }
    }
}
