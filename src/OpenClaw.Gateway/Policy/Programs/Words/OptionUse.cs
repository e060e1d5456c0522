namespace OpenClaw.Policy.Programs.Words;

/// <summary>What an option of a program does beside changing how the program prints and computes.</summary>
internal enum OptionUse
{
    Harmless,

    /// <summary>Its value is a file that is read.</summary>
    Reads,

    /// <summary>Its value is a file, or a folder below which files are written.</summary>
    Writes,

    /// <summary>Its value is a file that is read and later written.</summary>
    Updates,

    /// <summary>Its value is the folder from which the relative paths behind it are taken.</summary>
    Enters,

    /// <summary>Its value is a host or an address that is spoken to.</summary>
    Speaks,

    /// <summary>It runs a program, or takes from a list or a network what cannot be told from the words. The call is asked.</summary>
    Unclear,

    /// <summary>The program's own reader looks at the value: a program text, data that may name a file.</summary>
    Own,
}
