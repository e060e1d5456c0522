namespace OpenClaw.Tests.Architecture;

/// <summary>The README as its tests read it.</summary>
internal static class Readme
{
    public static string Text { get; } = File.ReadAllText(Repository.File("README.md"));

    /// <summary>Indented lines are commands, comment and placeholder words apart.</summary>
    public static string[] Commands { get; } =
    [
        .. Text.Split('\n')
            .Where(line => line.StartsWith("    ") && !line.TrimStart().StartsWith("alias"))
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0),
    ];

    /// <summary>The names of the commands of <c>openclaw</c> that it shows.</summary>
    public static string[] CommandNames { get; } =
    [.. Commands.Where(command => command.StartsWith("openclaw ")).Select(command => command.Split(' ')[1]).Distinct()];
}
