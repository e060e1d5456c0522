using System.Collections.Immutable;
using System.Globalization;

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

        var lexer = new ShellLexer(line);
        var pipelines = ImmutableArray.CreateBuilder<ShellPipeline>();
        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        var words = ImmutableArray.CreateBuilder<string>();
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        var join = ShellJoin.First;
        var total = 0;
        var column = 0;
        while (lexer.TryNext(out var token))
        {
            if (words.Count + redirections.Count == 0)
            {
                column = token.Column;
            }
            if (token.Kind == ShellTokenKind.Word)
            {
                words.Add(token.Text);
                continue;
            }

            if (token.Kind == ShellTokenKind.Redirection)
            {
                redirections.Add(new ShellRedirection(token.Fd, token.Redirection, token.Text, token.Column));
                continue;
            }

            // Only `;` may be followed by nothing.
            var trailing =
                token.Kind == ShellTokenKind.End && join == ShellJoin.Then && words.Count + redirections.Count + commands.Count == 0;
            if (trailing)
            {
                return new ShellParse.Understood(pipelines.ToImmutable());
            }
            if (words.Count == 0)
            {
                return new ShellParse.Opaque(redirections.Count > 0 ? "it redirects without a command" : "a command is missing", column);
            }
            var command = new ShellCommand(words.ToImmutable(), redirections.ToImmutable(), column);
            words.Clear();
            redirections.Clear();
            if (ShellWords.WhyOpaque(command.Words) is { } why)
            {
                return new ShellParse.Opaque(why, column);
            }
            if (++total > MaxCommands)
            {
                return new ShellParse.Opaque($"it has more than {MaxCommands.ToString(CultureInfo.InvariantCulture)} commands", column);
            }
            commands.Add(command);
            if (token.Kind == ShellTokenKind.Pipe)
            {
                continue;
            }

            pipelines.Add(new ShellPipeline(join, commands.ToImmutable()));
            commands.Clear();
            if (token.Kind == ShellTokenKind.End)
            {
                return new ShellParse.Understood(pipelines.ToImmutable());
            }
            join = token.Kind switch
            {
                ShellTokenKind.And => ShellJoin.And,
                ShellTokenKind.Or => ShellJoin.Or,
                _ => ShellJoin.Then,
            };
        }

        return lexer.Opaque!;
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
}
