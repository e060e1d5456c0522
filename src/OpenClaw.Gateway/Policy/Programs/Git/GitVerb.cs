using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>One subcommand of git: its options, and what it does beside reading its repository.</summary>
internal sealed record GitVerb : ProgramTable
{
    public GitVerb(string name)
        : base($"git-{name}", $"git-{name}(1), {GitTables.Version}")
    {
        Name = name;
        Syntax = OptionSyntax.Anywhere;
    }

    public string Name { get; }

    /// <summary>It writes files of the working tree.</summary>
    public bool Changes { get; init; }

    /// <summary>It speaks to the remote that an operand or the configuration names.</summary>
    public bool UsesRemote { get; init; }

    /// <summary>How many operands it may have; one more and it does something else (<c>git config NAME VALUE</c> sets).</summary>
    public int MostOperands { get; init; } = int.MaxValue;

    /// <summary>When not empty, the first operand must be one of these words.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];
}
