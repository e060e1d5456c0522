namespace OpenClaw.Cli.Commands.Common;

/// <summary>What standard input has for a command that was given its words already.</summary>
internal enum GivenInput
{
    /// <summary>A terminal, a closed descriptor, or a file that somebody else is reading line by line.</summary>
    None,

    /// <summary>A pipe that stays open and on which nothing came in time: cron and ssh leave such pipes to their commands.</summary>
    Silent,

    /// <summary>Something to read to its end, which may be nothing.</summary>
    Some,
}
