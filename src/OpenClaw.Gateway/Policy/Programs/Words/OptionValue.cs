namespace OpenClaw.Policy.Programs.Words;

/// <summary>Where an option has its value.</summary>
internal enum OptionValue
{
    None,

    /// <summary>In the same word, or else the next word.</summary>
    Needed,

    /// <summary>In the same word or nowhere.</summary>
    Attached,
}
