using System.Collections.Immutable;

namespace OpenClaw.Policy.Shell;

/// <summary>What <see cref="ShellLine.Parse"/> made of a line: either every command it can run is known, or nothing is claimed about
/// it.</summary>
internal abstract record ShellParse
{
    private ShellParse() { }

    /// <summary>A line inside the grammar of README.md. What runs is <see cref="Print"/>, never the text that was parsed.</summary>
    public sealed record Understood(ImmutableArray<ShellPipeline> Pipelines) : ShellParse
    {
        /// <summary>Every command the line may run, in the order of the text. Which of them do run depends on exit codes.</summary>
        public IEnumerable<ShellCommand> Commands => Pipelines.SelectMany(p => p.Commands);

        public IEnumerable<ShellRedirection> Redirections => Commands.SelectMany(c => c.Redirections);

        /// <summary>The line again, with every word single-quoted, so that no shell can read it in another way.</summary>
        public string Print() => ShellPrinter.Print(this);
    }

    /// <param name="Reason">Why nothing is claimed about the line, as a phrase that a person can read after "because".</param>
    /// <param name="Column">Where, counted in characters from 1.</param>
    public sealed record Opaque(string Reason, int Column) : ShellParse;
}

/// <summary>How a pipeline hangs on the one before it.</summary>
internal enum ShellJoin
{
    First,
    And,
    Or,
    Then,
}

internal sealed record ShellPipeline(ShellJoin Join, ImmutableArray<ShellCommand> Commands);

/// <summary>One program with its arguments: <c>Words[0]</c> is what the shell looks up. There is always one word.</summary>
internal sealed record ShellCommand(ImmutableArray<string> Words, ImmutableArray<ShellRedirection> Redirections, int Column);

internal enum ShellRedirectionKind
{
    Read,
    Write,
    Append,
    Duplicate,
}

/// <param name="Fd">0, 1 or 2; nothing else is in the grammar.</param>
/// <param name="Target">A path, or for <see cref="ShellRedirectionKind.Duplicate"/> the digit of a file descriptor.</param>
internal sealed record ShellRedirection(int Fd, ShellRedirectionKind Kind, string Target, int Column);
