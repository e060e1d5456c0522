using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// Finds the words by which a command is given files: each word, or the value inside one, that leads out of the folder the command runs in
/// or to something that exists there. Which option takes a file nobody knows of a program that no table describes, so every word counts.
/// Looks at the file system. </summary>
internal static class OperandWords
{
    private const int MaxParts = 64;

    // They print or compute what they are given, and open none of it.
    private static readonly IReadOnlySet<string> s_openNothing = WordList.Set(
        "echo printf true false : pwd kill exit sleep seq basename dirname expr yes"
    );

    // Reading them tells nothing of this machine; a descriptor is one that a redirection opened, which is an effect of its own.
    private static readonly IReadOnlySet<string> s_harmless = WordList.Set(
        "/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/stdin /dev/stdout /dev/stderr"
    );

    /// <summary>Whether words that nobody has seen yet (of <c>xargs</c>) may be files that it opens.</summary>
    public static bool MayOpen(Effect.Command command) => command.BareName is not { } name || !s_openNothing.Contains(name);

    /// <summary>The effects of a command's operands. A table that knows which words of a program are files, read or written, answers here
    /// for that program.</summary>
    /// <param name="own">How many of the words are the command's own; behind them stands a command that it wraps.</param>
    /// <param name="directory">Absolute real path in which the command runs.</param>
    public static IEnumerable<Effect> OperandsOf(Effect.Command command, int own, string directory) =>
        MayOpen(command) ? command.Words.Take(own).Skip(1).SelectMany(word => Of(command, word, directory)) : [];

    private static IEnumerable<Effect> Of(Effect.Command command, string word, string directory)
    {
        var values = Values(word).Take(MaxParts + 1).ToList();
        if (values.Count > MaxParts)
        {
            return [new Effect.OpaqueLine(word, "the word has too many parts to tell which files it names")];
        }
        return values.Where(value => !s_harmless.Contains(value)).SelectMany(value => Named(new Operand(command, word), value, directory));
    }

    private static IEnumerable<Effect> Named(Operand operand, string value, string directory)
    {
        // What no kernel takes for a path opens nothing.
        if (RealPath.Of(value, directory, out var ownView) is not { } path)
        {
            yield break;
        }
        if (ownView)
        {
            yield return new Effect.OpaqueLine(operand.Word, "where that word leads cannot be told");
        }
        var leadsOut = !PathPattern.IsBelow(path, directory);
        if (leadsOut || Path.Exists(path))
        {
            yield return new Effect.Read(path) { Of = operand with { Hidden = IsHidden(value, path, directory) } };
        }
    }

    /// <summary>Whether a path seems to stay in the folder, and a link leads it out.</summary>
    public static bool IsHidden(string path, string real, string directory) =>
        !PathPattern.IsBelow(real, directory) && PathPattern.IsBelow(Path.GetFullPath(path, directory), directory);

    // The word, the value of an option that stands in the same word (--file=a, -fa), and what follows a mark inside it (if=a, @a, name=@a,
    // x:/a).
    private static IEnumerable<string> Values(string word)
    {
        if (!word.StartsWith('-'))
        {
            yield return word;
        }
        else if (word.Length > 2 && word[1] != '-')
        {
            foreach (var value in ShortValues(word))
            {
                yield return value;
            }
        }
        for (var at = word.AsSpan().IndexOfAny("=,:@"); at >= 0; at = Next(word, at))
        {
            var value = After(word, at);
            if (value.Length > 0 && (word[at] is '=' or '@' || value[0] is '/' or '.'))
            {
                yield return value;
            }
        }
    }

    // Where the flags of a cluster end and a value begins (-xzf../a) nobody knows, but a path that leads out begins with a slash or a dot.
    private static IEnumerable<string> ShortValues(string word)
    {
        yield return word[2..];
        if (word.AsSpan(3).IndexOfAny("/.") is >= 0 and var at)
        {
            yield return word[(3 + at)..];
        }
        if (word.AsSpan(3).IndexOf('/') is >= 0 and var slash)
        {
            yield return word[(3 + slash)..];
        }
    }

    // file://host/a is the file /a; of any other scheme what follows is no path here.
    private static string After(string word, int at)
    {
        var rest = word[(at + 1)..];
        if (word[at] != ':' || !rest.StartsWith("//", StringComparison.Ordinal))
        {
            return rest;
        }
        if (!word.AsSpan(0, at).EndsWith("file", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }
        var slash = rest.IndexOf('/', 2);
        return slash < 0 ? "" : rest[slash..];
    }

    private static int Next(string word, int at)
    {
        var next = word.AsSpan(at + 1).IndexOfAny("=,:@");
        return next < 0 ? -1 : at + 1 + next;
    }
}
