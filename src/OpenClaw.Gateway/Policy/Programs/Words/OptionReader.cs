namespace OpenClaw.Policy.Programs.Words;

/// <summary>Reads a command line by a table, the way <c>getopt_long</c> does. It stops at the first option that the table does not have and
/// says so.</summary>
internal sealed class OptionReader(ProgramTable table, IReadOnlyList<string> words, int from)
{
    private readonly List<GivenWord> _given = [];
    private int _at = from;

    /// <summary>Why the words cannot be told; null when all were read.</summary>
    public string? Why { get; private set; }

    /// <summary>Where the first operand stands; the number of words when there is none.</summary>
    public int FirstOperand { get; private set; } = words.Count;

    public IReadOnlyList<GivenWord> Read()
    {
        var ended = false;
        for (; _at < words.Count && Why is null; _at++)
        {
            var word = words[_at];
            if (!ended && word == "--")
            {
                ended = true;
            }
            else if (ended || word.Length < 2 || word[0] != '-')
            {
                ended |= Operand(word);
            }
            else if (word.StartsWith("--", StringComparison.Ordinal))
            {
                Long(word);
            }
            else
            {
                Cluster(word);
            }
        }

        return _given;
    }

    private bool Operand(string word)
    {
        FirstOperand = Math.Min(FirstOperand, _at);
        _given.Add(new GivenWord(null, word, word));
        var ends = (table.Syntax & OptionSyntax.Anywhere) == 0;
        if (ends && (table.Syntax & OptionSyntax.Disputed) != 0 && words.Skip(_at + 1).Any(w => w.Length > 1 && w[0] == '-'))
        {
            Why = $"{First} has an option behind an operand, which its versions read differently";
        }
        return ends;
    }

    private string First => table.Names.First();

    private void Long(string word)
    {
        var equals = (table.Syntax & OptionSyntax.NoEquals) != 0 ? -1 : word.IndexOf('=');
        var name = equals < 0 ? word : word[..equals];
        if (Find(name) is not { } row)
        {
            return;
        }
        var value = equals < 0 ? null : word[(equals + 1)..];
        if (row.Use == OptionUse.Unclear)
        {
            Why = NotHarmless(row.Name);
        }
        else if (row.Value == OptionValue.None && value is not null)
        {
            Why = $"{First} {name} takes no value";
        }
        else
        {
            Add(row, value, word);
        }
    }

    private OptionRow? Find(string name)
    {
        if (table.Rows.TryGetValue(name, out var row))
        {
            return row;
        }
        var alike =
            (table.Syntax & OptionSyntax.Abbreviations) == 0
                ? []
                : table.Rows.Values.Where(r => r.Name.StartsWith(name, StringComparison.Ordinal)).ToArray();
        if (alike.Length == 1)
        {
            return alike[0];
        }
        Why = alike.Length == 0 ? Unlisted(name) : $"{First} {name} may stand for {alike[0].Name} or {alike[1].Name}";
        return null;
    }

    private void Cluster(string word)
    {
        if ((table.Syntax & OptionSyntax.Numbers) != 0 && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            _given.Add(new GivenWord(new OptionRow("-NUM", OptionValue.None, OptionUse.Harmless), word[1..], word));
            return;
        }

        for (var i = 1; i < word.Length && Why is null; i++)
        {
            var name = "-" + word[i];
            if ((table.Syntax & OptionSyntax.Numbers) != 0 && char.IsAsciiDigit(word[i]))
            {
                continue;
            }
            if (!table.Rows.TryGetValue(name, out var row))
            {
                Why = Unlisted(name);
            }
            else if (row.Use == OptionUse.Unclear)
            {
                Why = NotHarmless(name);
            }
            else if (row.Value == OptionValue.None)
            {
                _given.Add(new GivenWord(row, null, word));
            }
            else
            {
                Add(row, i + 1 < word.Length ? word[(i + 1)..] : null, word);
                return;
            }
        }
    }

    private void Add(OptionRow row, string? value, string word)
    {
        if (value is null && row.Value == OptionValue.Needed)
        {
            if (++_at == words.Count)
            {
                Why = $"{First} {row.Name} lacks its value";
                return;
            }

            value = words[_at];
            word = $"{word} {value}";
        }

        _given.Add(new GivenWord(row, value, word));
    }

    private string Unlisted(string name) => $"{First} {name} is not among the options of {table.Source} that are known to be harmless";

    private string NotHarmless(string name) => $"{First} {name} runs a program or hides what is done ({table.Source})";
}
