namespace OpenClaw.Foundation.Schedules;

/// <summary>What one field of an expression picks, in the words of the calendar: plain values and, in a day field, forms such as
/// <c>L</c>.</summary>
internal sealed class CronFieldSet
{
    private ulong _values;
    private HashSet<string>? _forms;

    /// <summary>A star without a step, or a question mark: the field has no say.</summary>
    public bool IsAny { get; set; }

    /// <summary>A star, a range or a step is in it, so it means "every so often" and not "at".</summary>
    public bool Repeats { get; set; }

    /// <summary>The plain values as a list with commas.</summary>
    public string Values => IsAny ? "*" : string.Join(',', Bits(_values));

    /// <summary>What can be asked about at once: all plain values together, each form by itself.</summary>
    public IEnumerable<string> Items => _values == 0 ? _forms ?? [] : [Values, .. _forms ?? []];

    public void Add(int value) => _values |= 1UL << value;

    public void AddForm(string form) => (_forms ??= []).Add(form);

    private static IEnumerable<int> Bits(ulong mask) => Enumerable.Range(0, 64).Where(n => (mask >> n & 1) != 0);
}
