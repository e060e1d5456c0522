namespace OpenClaw.Policy.Programs.Words;

/// <summary>How a program reads its command line.</summary>
[Flags]
internal enum OptionSyntax
{
    /// <summary>Options end at the first operand, as POSIX has it.</summary>
    Posix = 0,

    /// <summary>Options may stand behind operands.</summary>
    Anywhere = 1,

    /// <summary>A long option may be cut short while it stays unique.</summary>
    Abbreviations = 2,

    /// <summary>A long option takes its value from the next word only.</summary>
    NoEquals = 4,

    /// <summary>A number behind a dash is an option: <c>-3</c>.</summary>
    Numbers = 8,

    /// <summary>Behind the first operand an option-like word is read one way by some versions and another way by others.</summary>
    Disputed = 16,

    Gnu = Anywhere | Abbreviations,
}
