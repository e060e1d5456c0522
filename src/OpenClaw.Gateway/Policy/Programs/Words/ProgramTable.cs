namespace OpenClaw.Policy.Programs.Words;

/// <summary>
/// The options of one program, as its manual page has them, told apart by what they do. Each list holds names with their dashes, apart by
/// blanks. An option that stands in no list makes the call unclear, so that it is asked.
/// </summary>
/// <param name="Program">Its name, and those of other programs with the same command line, apart by blanks.</param>
/// <param name="Source">The manual page and the version that was read.</param>
internal record ProgramTable(string Program, string Source)
{
    private IReadOnlyDictionary<string, OptionRow>? _rows;

    public OptionSyntax Syntax { get; init; } = OptionSyntax.Gnu;

    public OperandUse Operands { get; init; } = OperandUse.Plain;

    /// <summary>Harmless options without a value.</summary>
    public string Flags { get; init; } = "";

    /// <summary>Harmless options with a value, in the same word or the next.</summary>
    public string Valued { get; init; } = "";

    /// <summary>Harmless options whose value, if any, stands in the same word.</summary>
    public string Optional { get; init; } = "";

    public string Reads { get; init; } = "";

    public string Writes { get; init; } = "";

    public string Updates { get; init; } = "";

    public string Enters { get; init; } = "";

    public string Speaks { get; init; } = "";

    /// <summary>Options without a value that a program's own reader knows.</summary>
    public string OwnFlags { get; init; } = "";

    /// <summary>Options with a value that a program's own reader looks at.</summary>
    public string Own { get; init; } = "";

    /// <summary>Options with an optional value that a program's own reader looks at.</summary>
    public string OwnOptional { get; init; } = "";

    /// <summary>Options that run a program or hide what is done, listed so that an abbreviation of theirs is known for what it
    /// is.</summary>
    public string Unclear { get; init; } = "";

    /// <summary>Every row by its name.</summary>
    public IReadOnlyDictionary<string, OptionRow> Rows => _rows ??= Build().ToDictionary(row => row.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => Program.Split(' ');

    // An option that two lists have, because they are put together from parts, is what the stricter one says.
    private IEnumerable<OptionRow> Build() =>
        new[]
        {
            Of(Unclear, OptionValue.Needed, OptionUse.Unclear),
            Of(OwnFlags, OptionValue.None, OptionUse.Own),
            Of(Own, OptionValue.Needed, OptionUse.Own),
            Of(OwnOptional, OptionValue.Attached, OptionUse.Own),
            Of(Reads, OptionValue.Needed, OptionUse.Reads),
            Of(Writes, OptionValue.Needed, OptionUse.Writes),
            Of(Updates, OptionValue.Needed, OptionUse.Updates),
            Of(Enters, OptionValue.Needed, OptionUse.Enters),
            Of(Speaks, OptionValue.Needed, OptionUse.Speaks),
            Of(Optional, OptionValue.Attached, OptionUse.Harmless),
            Of(Valued, OptionValue.Needed, OptionUse.Harmless),
            Of(Flags, OptionValue.None, OptionUse.Harmless),
        }
            .SelectMany(rows => rows)
            .DistinctBy(row => row.Name);

    private static IEnumerable<OptionRow> Of(string names, OptionValue value, OptionUse use) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(name => new OptionRow(name, value, use));
}
