using System.Collections.Immutable;
using OpenClaw.Policy.Programs.Tables;

namespace OpenClaw.Policy.Matching;

/// <summary>Looks one step through commands that run commands: <c>sudo</c>, <c>env</c>, <c>sh -c</c>, <c>xargs</c>, <c>find -exec</c> and
/// their kind.</summary>
internal static class Wrappers
{
    // Words of find's expression behind which no word belongs to them.
    private static readonly string[] s_takeNone = WordList.Of(
        "-print -print0 -empty -readable -writable -executable -a -and -xdev -mount -depth -daystart -H -P -true --"
    );

    public static bool Knows(string name) =>
        name == "find"
        || WrapperTable.Shells.Contains(name)
        || WrapperTable.Unreadable.Contains(name)
        || WrapperTable.Specs.ContainsKey(name);

    public static IEnumerable<Wrapped> LookThrough(IReadOnlyList<string> words, bool openEnded)
    {
        var name = Path.GetFileName(words[0]);
        if (WrapperTable.Shells.Contains(name))
        {
            return Shell(name, words);
        }
        if (WrapperTable.Unreadable.Contains(name))
        {
            return [new Wrapped.Unknown($"what `{name}` runs cannot be told")];
        }
        if (name == "find")
        {
            return openEnded ? [new Wrapped.Unknown("what `find` is given later may run commands")] : Find(words);
        }
        return WrapperTable.Specs.TryGetValue(name, out var spec) ? new WrapperWords(name, spec, words).Read(openEnded) : [];
    }

    // -c may be anywhere in a cluster and options may follow it: the text is the first operand.
    private static IEnumerable<Wrapped> Shell(string name, IReadOnlyList<string> words)
    {
        var takesLine = false;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "--version" or "--help")
            {
                return [];
            }
            if (word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            {
                if (word is "--rcfile" or "--init-file")
                {
                    return [new Wrapped.Unknown($"`{name} {word}` runs a file first")];
                }
                continue;
            }

            if (word is "-" or "--")
            {
                i++;
                return Operand(i);
            }

            if (word[..Math.Min(1, word.Length)] is not ("-" or "+"))
            {
                return Operand(i);
            }
            takesLine |= word[0] == '-' && word.Contains('c');
            if (word.Contains('s') && !word.Contains('c'))
            {
                return [new Wrapped.Unknown($"`{name}` reads commands from its input")];
            }
            // The name of a shell option is the next word.
            if (word.Contains('o') || word.Contains('O'))
            {
                i++;
            }
        }

        return Operand(words.Count);

        IEnumerable<Wrapped> Operand(int at)
        {
            if (at >= words.Count)
            {
                return [new Wrapped.Unknown($"`{name}` reads commands from its input")];
            }
            return takesLine ? [new Wrapped.Line(words[at])] : [];
        }
    }

    private static IEnumerable<Wrapped> Find(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is not ("-exec" or "-execdir" or "-ok" or "-okdir"))
            {
                continue;
            }
            var command = words
                .Skip(i + 1)
                .TakeWhile((word, k) => word != ";" && !(word == "+" && k > 0 && words[i + k] == "{}"))
                .ToImmutableArray();
            var open = i + 1 + command.Length < words.Count && words[i + 1 + command.Length] == "+";
            if (command.Length > 0)
            {
                yield return Wrapped.Known(
                    new Wrapped.Command(
                        command,
                        open,
                        Elsewhere: words[i] is "-execdir" or "-okdir",
                        Paths: true,
                        Files: IsOfFiles(words, i)
                    )
                );
            }
            i += command.Length;
        }
    }

    // Whether all that comes to the action at this place passed a `-type f`. With an operator anywhere that would need a reader of
    // expressions.
    private static bool IsOfFiles(IReadOnlyList<string> words, int at)
    {
        if (words.Any(static w => w is "-L" or "-follow" or "-o" or "-or" or "," or "!" or "-not" or "(" or ")"))
        {
            return false;
        }
        for (var i = 1; i + 1 < at; i++)
        {
            if (words[i] == "-type" && words[i + 1] == "f" && !TakesWord(words[i - 1]))
            {
                return true;
            }
        }

        return false;
    }

    // `-name -type f` has no -type. Every test that stands between takes a word or none, so one that looks like an option is enough.
    private static bool TakesWord(string before) => before.StartsWith('-') && !s_takeNone.Contains(before);
}
