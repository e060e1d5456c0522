using System.Collections.Immutable;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs.Tables;

namespace OpenClaw.Policy.Matching;

/// <summary>What a wrapper would run.</summary>
internal abstract record Wrapped
{
    private Wrapped() { }

    /// <param name="Words">Never empty.</param>
    /// <param name="OpenEnded">More words follow that nobody knows yet.</param>
    /// <param name="Elsewhere">It runs in another directory, root or environment: names and paths may lead elsewhere.</param>
    /// <param name="Applet">The name is one of the wrapper's own (busybox).</param>
    /// <param name="Paths">What is filled in for <c>{}</c> are paths below folders that the wrapper names, and nothing else
    /// follows.</param>
    /// <param name="Files">Each of these paths is a file that lies there, and no link.</param>
    public sealed record Command(
        ImmutableArray<string> Words,
        bool OpenEnded,
        bool Elsewhere = false,
        bool Applet = false,
        bool Paths = false,
        bool Files = false
    ) : Wrapped;

    /// <summary>A text that a shell will read.</summary>
    public sealed record Line(string Text, bool Elsewhere = false) : Wrapped;

    /// <summary>It runs something, and we cannot say what.</summary>
    public sealed record Unknown(string Why) : Wrapped;
}

/// <summary>Looks one step through commands that run commands: <c>sudo</c>, <c>env</c>, <c>sh -c</c>, <c>xargs</c>, <c>find -exec</c> and
/// their kind.</summary>
internal static class Wrappers
{
    public static bool Knows(string name) =>
        name == "find"
        || WrapperTable.Shells.Contains(name)
        || WrapperTable.Unreadable.Contains(name)
        || WrapperTable.Specs.ContainsKey(name);

    public static IEnumerable<Wrapped> LookThrough(IReadOnlyList<string> words, bool openEnded)
    {
        var name = words[0][(words[0].LastIndexOf('/') + 1)..];
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
        return WrapperTable.Specs.TryGetValue(name, out var spec) ? Table(name, spec, words, openEnded) : [];
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
                yield return Known(
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
    private static bool TakesWord(string before) =>
        before.StartsWith('-')
        && before
            is not (
                "-print"
                or "-print0"
                or "-empty"
                or "-readable"
                or "-writable"
                or "-executable"
                or "-a"
                or "-and"
                or "-xdev"
                or "-mount"
                or "-depth"
                or "-daystart"
                or "-H"
                or "-P"
                or "-true"
                or "--"
            );

    private static IEnumerable<Wrapped> Table(string name, WrapperSpec spec, IReadOnlyList<string> words, bool openEnded)
    {
        var unknown = new Wrapped.Unknown($"what `{name}` runs cannot be told");
        var at = 1;
        string? placeholder = null;
        var shell = false;
        var elsewhere = spec.Elsewhere;
        var risky = false;
        for (; at < words.Count && words[at].StartsWith('-') && words[at].Length > 1; at++)
        {
            if (words[at] == "--")
            {
                at++;
                break;
            }

            var option = words[at];
            shell |= name is "sudo" or "doas" && option is "-s" or "-i" or "--shell" or "--login";
            elsewhere |= name == "env" || (name == "sudo" && MovesSudo(option));
            risky |= IsRisky(spec, option);
            if (name == "xargs")
            {
                placeholder = Placeholder(spec, option, at + 1 < words.Count ? words[at + 1] : "") ?? placeholder;
            }
            switch (Skip(spec, option))
            {
                case 0:
                    break;
                case 1:
                    at++;
                    break;
                default:
                    return [unknown];
            }
        }

        // `env -` clears the environment, PATH with it.
        if (name == "env" && at < words.Count && words[at] == "-")
        {
            elsewhere = true;
            at++;
        }

        // PATH, LD_PRELOAD, PYTHONPATH, GIT_SSH ...: with a variable set, a name may stand for something else than we would find.
        for (; spec.Assignments && at < words.Count && words[at].Contains('='); at++)
        {
            elsewhere = true;
        }
        at += spec.Operands;
        // What it runs is looked at in any case: a command that is closed stays closed behind such an option.
        IReadOnlyList<Wrapped> too = risky
            ? [new Wrapped.Unknown($"an option of `{name}` may run a program, write a file or set a variable")]
            : [];
        if (name == "flock" && at < words.Count && words[at] is "-c" or "--command")
        {
            return at + 1 < words.Count ? [new Wrapped.Line(words[at + 1], elsewhere), .. too] : [unknown];
        }
        if (at >= words.Count)
        {
            return openEnded || shell ? [unknown] : too;
        }
        var rest = words.Skip(at).ToImmutableArray();
        // watch gives its words to a shell, joined by blanks.
        if (name == "watch" && !words.Take(at).Any(w => w.StartsWith("-x", StringComparison.Ordinal) || w == "--exec"))
        {
            return [new Wrapped.Line(string.Join(' ', rest), elsewhere), .. too];
        }
        if (placeholder is "")
        {
            return [unknown];
        }
        if (placeholder is not null)
        {
            rest = [.. rest.Select(w => w.Replace(placeholder, "{}", StringComparison.Ordinal))];
        }
        return [Known(new Wrapped.Command(rest, openEnded || name == "xargs", elsewhere, Applet: name is "busybox" or "toybox")), .. too];
    }

    private static bool IsRisky(WrapperSpec spec, string option)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal))
        {
            return option.AsSpan(1).IndexOfAny(spec.Valued) is >= 0 and var at && spec.Risky.Contains(option[at + 1]);
        }
        var equals = option.IndexOf('=');
        var name = equals < 0 ? option[2..] : option[2..equals];
        return spec.LongRisky.Split(' ').Contains(name)
            || (equals >= 0 && !spec.LongFlags.Split(' ').Contains(name) && !spec.LongValued.Split(' ').Contains(name));
    }

    // -D and -R move, -i goes home, -E keeps a PATH that is not ours.
    private static bool MovesSudo(string option) =>
        option.StartsWith("--", StringComparison.Ordinal)
            ? option is not ("--non-interactive" or "--") && !option.StartsWith("--user", StringComparison.Ordinal)
            : option.AsSpan().IndexOfAny("DRiE") >= 0;

    // What xargs puts its input in place of: -I R, also at the end of a cluster, and --replace[=R].
    private static string? Placeholder(WrapperSpec spec, string option, string next)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            return option == "--replace" ? "{}"
                : option.StartsWith("--replace=", StringComparison.Ordinal) ? option["--replace=".Length..]
                : null;
        }
        var valued = option.AsSpan().IndexOfAny(spec.Valued);
        return valued < 0 || option[valued] != 'I' ? null
            : valued == option.Length - 1 ? next
            : option[(valued + 1)..];
    }

    // How many words more the option takes; -1 for one that is not known.
    private static int Skip(WrapperSpec spec, string option)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            if (option.Contains('='))
            {
                return option.StartsWith("--split-string", StringComparison.Ordinal) ? -1 : 0;
            }
            var name = option[2..];
            return spec.LongFlags.Split(' ').Contains(name) ? 0
                : spec.LongValued.Split(' ').Contains(name) ? 1
                : -1;
        }

        for (var i = 1; i < option.Length; i++)
        {
            if (spec.Valued.Contains(option[i]))
            {
                return i == option.Length - 1 ? 1 : 0;
            }
            if (!spec.Flags.Contains(option[i]))
            {
                return -1;
            }
        }

        return 0;
    }

    // A command whose name is filled in later is any command.
    private static Wrapped Known(Wrapped.Command command) =>
        command.Words[0].Contains("{}", StringComparison.Ordinal)
            ? new Wrapped.Unknown("the name of the command is filled in later")
            : command;
}
