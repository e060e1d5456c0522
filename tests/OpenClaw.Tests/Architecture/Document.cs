using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Architecture;

/// <summary>One Markdown file of the repository.</summary>
internal sealed partial record Document(string Path, string Text)
{
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The text outside of fences, where Markdown is Markdown.</summary>
    public string Prose => Fence().Replace(Text, "");

    /// <summary>Indented lines outside of fences are commands, comment and placeholder words apart. A pipe is several commands.</summary>
    public string[] Commands =>
        [
            .. Prose
                .Split('\n')
                .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
                .Where(line => !line.TrimStart().StartsWith("alias", StringComparison.Ordinal))
                .SelectMany(line => line.Split('#')[0].Split([" | ", " && "], StringSplitOptions.TrimEntries))
                .Select(command => command.StartsWith("sudo ", StringComparison.Ordinal) ? command[5..] : command)
                .Where(command => command.Length > 0),
        ];

    /// <summary>What can be linked to in it, as GitHub names headings.</summary>
    public string[] Anchors => [.. Heading().Matches(Prose).Select(heading => Anchor(heading.Groups[1].Value))];

    /// <summary>Where its links lead, relative to its folder; addresses of the web apart.</summary>
    public string[] Links => [.. Link().Matches(Code().Replace(Prose, "")).Select(link => link.Groups[1].Value).Where(IsLocal)];

    private static bool IsLocal(string link) => !link.Contains(':');

    private static string Anchor(string heading) => NoWord().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();
}
