namespace OpenClaw.Agent.ChatCommands;

/// <summary>A message that is a command: <c>/name</c> and what follows. A path (<c>/etc/passwd?</c>) is none.</summary>
internal sealed record CommandLine(string Name, string Argument)
{
    public static CommandLine? Parse(string text)
    {
        var line = text.Trim();
        if (line.Length < 2 || line[0] != '/')
        {
            return null;
        }
        var end = line.AsSpan(1).IndexOfAny(' ', '\n', '\t');
        var name = end < 0 ? line[1..] : line[1..(end + 1)];
        // Telegram writes /status@botname in groups.
        if (name.IndexOf('@') is > 0 and var at)
        {
            name = name[..at];
        }
        if (!name.All(static c => char.IsAsciiLetterLower(c)))
        {
            return null;
        }
        return new CommandLine(name, end < 0 ? "" : line[(end + 2)..].Trim());
    }
}
