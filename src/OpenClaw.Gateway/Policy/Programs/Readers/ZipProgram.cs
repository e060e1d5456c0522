using OpenClaw.Policy.Matching;
using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>zip: options of one or two letters, which may stand together only where no two of them make another.</summary>
internal sealed class ZipProgram : IProgramReader
{
    // With these and no names it works on the names that the archive has.
    private static readonly string[] s_byTheArchive = ["-u", "-f", "-FS", "-m", "--update", "--freshen", "--filesync", "--move"];

    public ProgramTable Table => ZipTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var (operands, own) = (new List<GivenWord>(), new HashSet<string>());
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Length < 2 || word[0] != '-')
            {
                operands.Add(new GivenWord(null, word, word));
            }
            else if (Rows(word) is not { } rows || rows.Any(row => row.Use == OptionUse.Unclear))
            {
                reader.Hide(new GivenWord(null, null, word), "is not among the options that are known to be harmless");
            }
            else if (rows is [{ Value: OptionValue.Needed } valued])
            {
                Valued(
                    reader,
                    valued,
                    word,
                    word.IndexOf('=') is > 0 and var at ? word[(at + 1)..]
                        : ++i < words.Count ? words[i]
                        : ""
                );
            }
            else
            {
                own.UnionWith(rows.Select(row => row.Name));
            }
        }

        if (own.Overlaps(["-r", "-R", "--recurse-paths"]) && !own.Overlaps(["-y", "--symlinks"]))
        {
            reader.Hide(new GivenWord(Table.Rows["-r"], null, "-r"), "stores what the links below a folder lead to; -y stores the links");
        }
        // Names may lead out of the folder, and an archive is a file that anybody made.
        if (operands.Count < 2 && own.Overlaps(s_byTheArchive))
        {
            reader.Hide(
                new GivenWord(null, null, string.Join(' ', words.Skip(1))),
                "names no files, so the archive's own names say what is read, or deleted by -m"
            );
        }
        Operands(
            reader,
            operands,
            deletes: own.Contains("-d") || own.Contains("--delete"),
            moves: own.Contains("-m") || own.Contains("--move")
        );
        if (own.Contains("-r") || own.Contains("--recurse-paths"))
        {
            foreach (var operand in operands.Skip(1))
            {
                reader.Whole(operand, operand.Value!);
            }
        }
        // Its operands are patterns of names below the folder it runs in.
        if (own.Contains("-R"))
        {
            reader.Whole(new GivenWord(Table.Rows["-R"], null, "-R"), ".");
        }
    }

    private static void Valued(WordReader reader, OptionRow row, string word, string value)
    {
        var path = row.Name switch
        {
            "-O" or "--output-file" or "--out" => Ending(value, ".zip"),
            "-lf" or "--logfile-path" => Ending(value, ".log"),
            _ => value,
        };
        if (row.Use == OptionUse.Writes)
        {
            reader.File(new GivenWord(row, value, $"{word} {value}"), path, writes: true);
        }
    }

    private static void Operands(WordReader reader, List<GivenWord> operands, bool deletes, bool moves)
    {
        foreach (var operand in operands.Skip(1).Where(_ => !deletes))
        {
            // Behind -i and -x a word may name a file of patterns.
            reader.File(operand, operand.Value!.TrimStart('@'), writes: false);
            if (moves)
            {
                reader.File(operand with { Word = $"{operand.Word} -m" }, operand.Value!, writes: true);
            }
        }

        if (operands.Count > 0 && operands[0].Value != "-")
        {
            reader.File(operands[0], Ending(operands[0].Value!, ".zip"), writes: true);
        }
    }

    private static string Ending(string name, string ending) => name[(name.LastIndexOf('/') + 1)..].Contains('.') ? name : name + ending;

    // The option as a whole; else letters that are flags each, of which no two make an option of two letters.
    private OptionRow[]? Rows(string word)
    {
        var isLong = word.StartsWith("--", StringComparison.Ordinal);
        if (Table.Rows.TryGetValue(isLong && word.IndexOf('=') is > 0 and var at ? word[..at] : word, out var row))
        {
            return [row];
        }
        var letters = word.Skip(1).Select(letter => Table.Rows.GetValueOrDefault($"-{letter}")).OfType<OptionRow>().ToArray();
        var pairs = Enumerable.Range(1, word.Length - 2).Any(i => Table.Rows.ContainsKey($"-{word.Substring(i, 2)}"));
        return isLong || pairs || letters.Length < word.Length - 1 || letters.Any(letter => letter.Value == OptionValue.Needed)
            ? null
            : letters;
    }
}
