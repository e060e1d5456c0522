using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>One subcommand of git, with its table and what it does beside reading its repository.</summary>
internal sealed record GitVerb(string Name, ProgramTable Table)
{
    /// <summary>It writes files of the working tree.</summary>
    public bool Changes { get; init; }

    /// <summary>It speaks to the remote that an operand or the configuration names.</summary>
    public bool Speaks { get; init; }

    /// <summary>How many operands it may have; one more and it does something else (<c>git config NAME VALUE</c> sets).</summary>
    public int MostOperands { get; init; } = int.MaxValue;

    /// <summary>When not empty, the first operand must be one of these words.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];
}
