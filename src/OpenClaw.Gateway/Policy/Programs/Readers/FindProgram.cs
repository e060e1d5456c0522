using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>find: folders to start from, then an expression. What it runs is <see cref="Analysis.Wrappers"/>' part; here it is only stepped
/// over.</summary>
internal static class FindProgram
{
    private static readonly string[] s_runs = ["-exec", "-execdir", "-ok", "-okdir"];

    private static readonly string[] s_openNothing = WordList.Of(
        "echo printf ls stat test [ true false basename dirname realpath readlink rm rmdir mkdir chmod touch"
    );

    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var at = Leading(words, reader);
        var starts = words.Skip(at).TakeWhile(w => !IsExpression(w)).Select(w => new GivenWord(null, w, w)).ToList();
        at += starts.Count;
        if (starts.Count == 0)
        {
            starts.Add(new GivenWord(null, ".", "."));
        }
        starts.ForEach(start => reader.File(start, start.Value!, writes: false));
        for (; at < words.Count && reader.Reading.Why is null; at++)
        {
            at = Step(words, at, reader, starts);
        }
        if (Opens(words) is not { } runs)
        {
            return;
        }
        foreach (var start in starts)
        {
            reader.Whole(new GivenWord(reader.Table.Rows[words[runs]], null, start.Word), start.Value!, endings: Names(words, runs));
        }
    }

    // Where a command begins that may open what is found. Those that only list or remove it open nothing.
    private static int? Opens(IReadOnlyList<string> words)
    {
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (!s_runs.Contains(words[i]))
            {
                continue;
            }
            var end = End(words, i);
            if (
                !s_openNothing.Contains(words[i + 1])
                && words.Skip(i + 1).Take(end - i).Any(static w => w.Contains("{}", StringComparison.Ordinal))
            )
            {
                return i;
            }
            i = end;
        }

        return null;
    }

    // With an operator anywhere that would need a reader of expressions.
    private static IReadOnlyList<string> Names(IReadOnlyList<string> words, int before)
    {
        var names = new NameEndings();
        if (words.Any(static w => w is "-o" or "-or" or "," or "!" or "-not" or "(" or ")"))
        {
            return [];
        }
        for (var i = 1; i + 1 < before; i++)
        {
            // A second -name only narrows what the first one takes.
            if (
                words[i] == "-name"
                && words[i - 1] is not ("-path" or "-iname" or "-name" or "-regex" or "-lname")
                && names.Endings.Count == 0
            )
            {
                names.Add(words[i + 1]);
            }
        }

        return names.Endings;
    }

    // -L follows links wherever they lead; -H only those it is given.
    private static int Leading(IReadOnlyList<string> words, WordReader reader)
    {
        var at = 1;
        for (; at < words.Count && words[at].StartsWith('-'); at++)
        {
            if (words[at] is "-L")
            {
                reader.Hide(new GivenWord(null, null, words[at]), "follows links wherever they lead");
            }
            else if (words[at] is "-D")
            {
                at++;
            }
            else if (words[at] is not ("-P" or "-H" or "-O0" or "-O1" or "-O2" or "-O3"))
            {
                return words[at] == "--" ? at + 1 : at;
            }
        }

        return at;
    }

    private static bool IsExpression(string word) => word.StartsWith('-') || word is "(" or ")" or "!" or ",";

    // Returns the place of the last word that it took.
    private static int Step(IReadOnlyList<string> words, int at, WordReader reader, List<GivenWord> starts)
    {
        var word = words[at];
        if (word is "(" or ")" or "!" or ",")
        {
            return at;
        }
        var row = reader.Table.Rows.GetValueOrDefault(word.StartsWith("-newer", StringComparison.Ordinal) ? "-newer" : word);
        var given = new GivenWord(row, at + 1 < words.Count ? words[at + 1] : "", word);
        if (row is null)
        {
            reader.Hide(new GivenWord(null, null, word), "is not among the words that are known to be harmless");
        }
        else if (row.Use == OptionUse.Unclear)
        {
            reader.Hide(given, "hides what is read");
        }
        else if (word == "-delete")
        {
            starts.ForEach(start => reader.File(start with { Word = $"{start.Word} -delete", Row = row }, start.Value!, writes: true));
        }
        else if (s_runs.Contains(word))
        {
            return End(words, at);
        }
        else if (row.Value == OptionValue.Needed)
        {
            return Valued(given with { Word = $"{word} {given.Value}" }, at, reader);
        }
        return at;
    }

    private static int Valued(GivenWord given, int at, WordReader reader)
    {
        // Wrappers look for these words wherever they stand, and would take such a value for the beginning of a command.
        if (s_runs.Contains(given.Value))
        {
            reader.Hide(given, "its value looks like the beginning of a command");
        }
        if (given.Row!.Use is OptionUse.Writes || given.Row.Name == "-fprintf")
        {
            reader.File(given, given.Value!, writes: true);
        }
        else if (given.Row.Use is OptionUse.Reads && !IsTime(given.Word))
        {
            reader.File(given, given.Value!, writes: false);
        }
        return given.Row.Name == "-fprintf" ? at + 2 : at + 1;
    }

    // -newermt and its kin compare with a time and not with a file.
    private static bool IsTime(string word) => word.StartsWith("-newer", StringComparison.Ordinal) && word[6] != ' ' && word[7] == 't';

    private static int End(IReadOnlyList<string> words, int at)
    {
        for (var i = at + 1; i < words.Count; i++)
        {
            if (words[i] == ";" || (words[i] == "+" && i > at + 2 && words[i - 1] == "{}"))
            {
                return i;
            }
        }

        return words.Count;
    }
}
