using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The words of one run of zip: what is done with its operands is said by options that may stand behind them.</summary>
internal sealed class ZipWords(WordReader reader)
{
    // With these and no names it works on the names that the archive has.
    private static readonly string[] s_byTheArchive = ["-u", "-f", "-FS", "-m", "--update", "--freshen", "--filesync", "--move"];

    private readonly List<GivenWord> _operands = [];
    private readonly HashSet<string> _own = [];

    public void Read(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Length < 2 || words[i][0] != '-')
            {
                _operands.Add(new GivenWord(null, words[i], words[i]));
            }
            else
            {
                Option(words, ref i);
            }
        }

        if (Has("-r", "-R", "--recurse-paths") && !Has("-y", "--symlinks"))
        {
            reader.Hide(
                new GivenWord(reader.Table.Rows["-r"], null, "-r"),
                "stores what the links below a folder lead to; -y stores the links"
            );
        }
        // Names may lead out of the folder, and an archive is a file that anybody made.
        if (_operands.Count < 2 && Has(s_byTheArchive))
        {
            reader.Hide(
                new GivenWord(null, null, string.Join(' ', words.Skip(1))),
                "names no files, so the archive's own names say what is read, or deleted by -m"
            );
        }
        Operands();
        Folders();
    }

    private bool Has(params string[] options) => options.Any(_own.Contains);

    /// <param name="at">The place of the option; afterwards that of its value, if that is a word of its own.</param>
    private void Option(IReadOnlyList<string> words, ref int at)
    {
        var word = words[at];
        if (Rows(word) is not { } rows || rows.Any(row => row.Use == OptionUse.Unclear))
        {
            reader.Hide(new GivenWord(null, null, word), "is not among the options that are known to be harmless");
        }
        else if (rows is [{ Value: OptionValue.Needed } valued])
        {
            Valued(
                valued,
                word,
                word.IndexOf('=') is > 0 and var equals ? word[(equals + 1)..]
                    : ++at < words.Count ? words[at]
                    : ""
            );
        }
        else
        {
            _own.UnionWith(rows.Select(row => row.Name));
        }
    }

    private void Folders()
    {
        if (Has("-r", "--recurse-paths"))
        {
            foreach (var operand in _operands.Skip(1))
            {
                reader.Whole(operand, operand.Value!);
            }
        }
        // Its operands are patterns of names below the folder it runs in.
        if (Has("-R"))
        {
            reader.Whole(new GivenWord(reader.Table.Rows["-R"], null, "-R"), ".");
        }
    }

    private void Valued(OptionRow row, string word, string value)
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

    private void Operands()
    {
        var moves = Has("-m", "--move");
        foreach (var operand in _operands.Skip(1).Where(_ => !Has("-d", "--delete")))
        {
            // Behind -i and -x a word may name a file of patterns.
            reader.File(operand, operand.Value!.TrimStart('@'), writes: false);
            if (moves)
            {
                reader.File(operand with { Word = $"{operand.Word} -m" }, operand.Value!, writes: true);
            }
        }

        if (_operands.Count > 0 && _operands[0].Value != "-")
        {
            reader.File(_operands[0], Ending(_operands[0].Value!, ".zip"), writes: true);
        }
    }

    private static string Ending(string name, string ending) => name[(name.LastIndexOf('/') + 1)..].Contains('.') ? name : name + ending;

    // The option as a whole; else letters that are flags each, of which no two make an option of two letters.
    private OptionRow[]? Rows(string word)
    {
        var isLong = word.StartsWith("--", StringComparison.Ordinal);
        if (reader.Table.Rows.TryGetValue(isLong && word.IndexOf('=') is > 0 and var at ? word[..at] : word, out var row))
        {
            return [row];
        }
        var letters = word.Skip(1).Select(letter => reader.Table.Rows.GetValueOrDefault($"-{letter}")).OfType<OptionRow>().ToArray();
        var pairs = Enumerable.Range(1, word.Length - 2).Any(i => reader.Table.Rows.ContainsKey($"-{word.Substring(i, 2)}"));
        return isLong || pairs || letters.Length < word.Length - 1 || letters.Any(letter => letter.Value == OptionValue.Needed)
            ? null
            : letters;
    }
}
