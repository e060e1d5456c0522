namespace OpenClaw.Policy.Programs.Git;

/// <summary>One line of a configuration of git.</summary>
/// <param name="Section">In lower case.</param>
/// <param name="Subsection">As it is written; null without one.</param>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Null for a name without <c>=</c>, which means true.</param>
internal sealed record GitSetting(string Section, string? Subsection, string Name, string? Value)
{
    public string Key => Subsection is null ? $"{Section}.{Name}" : $"{Section}.{Subsection}.{Name}";

    public bool IsTrue =>
        Value is null || Value.ToLowerInvariant() is "true" or "yes" or "on" || (int.TryParse(Value, out var number) && number != 0);

    public bool IsBoolean =>
        Value is null || Value.ToLowerInvariant() is "true" or "yes" or "on" or "false" or "no" or "off" or "" or "0" or "1";
}
