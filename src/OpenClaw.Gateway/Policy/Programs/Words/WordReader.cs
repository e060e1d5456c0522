namespace OpenClaw.Policy.Programs.Words;

/// <summary>Turns the words of one command into a reading by the plain meaning of each row. A program with a shape of its own looks at what
/// is left to it.</summary>
internal sealed class WordReader(ProgramTable table, ProgramReading reading)
{
    /// <summary>The folder that relative paths are taken from, relative to where the command runs; empty for that folder itself.</summary>
    public string Folder { get; private set; } = "";

    public ProgramTable Table => table;

    /// <summary>What the words were found to say.</summary>
    public ProgramReading Reading => reading;

    /// <summary>Reads options from <paramref name="from"/> on and files what needs no further look.</summary>
    /// <param name="own">Is given every option of <see cref="OptionUse.Own"/>.</param>
    /// <param name="operand">Is given every operand; null for what the table says of operands.</param>
    public OptionReader Read(IReadOnlyList<string> words, int from, Action<GivenWord>? own = null, Action<GivenWord>? operand = null)
    {
        var options = new OptionReader(table, words, from);
        foreach (var given in options.Read())
        {
            if (given.Row is null)
            {
                (operand ?? Operand)(given);
            }
            else if (given.Row.Use == OptionUse.Own)
            {
                own?.Invoke(given);
            }
            else
            {
                Plain(given);
            }
        }

        if (options.Why is { } why)
        {
            reading.Hide(why);
        }
        return options;
    }

    /// <summary>The same from the first word behind the name on, for a program whose operands are looked at when all options are known.</summary>
    /// <returns>The operands.</returns>
    public List<GivenWord> ReadOptions(IReadOnlyList<string> words, Action<GivenWord>? own = null)
    {
        var operands = new List<GivenWord>();
        Read(words, 1, own, operands.Add);
        return operands;
    }

    public void Operand(GivenWord given)
    {
        if (table.Operands != OperandUse.Plain)
        {
            File(given, given.Value!, table.Operands == OperandUse.Writes);
        }
    }

    /// <summary>A dash is the program's input. As an output it is a file of that name to many programs, tee among them, so it is
    /// named.</summary>
    public void File(GivenWord given, string path, bool writes, bool inFolder = false)
    {
        if (path is "" or "/dev/null" || (path == "-" && !writes))
        {
            return;
        }
        reading.Files.Add(new ProgramFile(given.Word, Below(path), writes, Row(given)) { InFolder = inFolder });
    }

    /// <summary>All that lies below a path is read, if it is a folder.</summary>
    /// <param name="copy">Where it is copied to.</param>
    /// <param name="endings">The endings of the names that are read; none for every name.</param>
    public void Whole(GivenWord given, string path, string? copy = null, IReadOnlyList<string>? endings = null)
    {
        if (path is not ("" or "-"))
        {
            reading.Folders.Add(
                new ProgramFolder(given.Word, Below(path), Row(given)) { Copy = copy is null ? null : Below(copy), Endings = endings ?? [] }
            );
        }
    }

    public void Enter(string folder) => Folder = Below(folder);

    public void Hide(GivenWord given, string why) =>
        reading.Hide($"{table.Names.First()} {given.Row?.Name ?? given.Word}{(given.Row is null ? " " : ": ")}{why} ({table.Source})");

    public string Below(string path) => path.StartsWith('/') || Folder.Length == 0 ? path : $"{Folder}/{path}";

    private string Row(GivenWord given) => $"{table.Source}, {given.Row?.Name ?? "operand"}";

    private void Plain(GivenWord given)
    {
        switch (given.Row!.Use)
        {
            case OptionUse.Reads:
                File(given, given.Value!, writes: false);
                break;
            case OptionUse.Writes:
                File(given, given.Value!, writes: true);
                break;
            case OptionUse.Updates:
                File(given, given.Value!, writes: false);
                File(given, given.Value!, writes: true);
                break;
            case OptionUse.Enters:
                // What lies in the folder is only reached by further words, but to go there is to look at it.
                File(given, given.Value!, writes: false);
                Enter(given.Value!);
                break;
            case OptionUse.Speaks:
                Speak(given, given.Value!);
                break;
        }
    }

    public void Speak(GivenWord given, string address)
    {
        if (HostName.Of(address) is { } host)
        {
            reading.Hosts.Add(host);
        }
        else
        {
            Hide(given, "the host it speaks to cannot be told");
        }
    }
}
