namespace OpenClaw.Policy.Programs.Git;

/// <summary>git: options of its own, a subcommand, and the options of that.</summary>
internal sealed class GitProgram : IProgramReader
{
    public ProgramTable Table => GitTables.Own;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var (directory, tree) = ((string?)null, (string?)null);
        var at = reader.Read(words, 1, Own, _ => { }).FirstOperand;
        if (at == words.Count)
            return;
        reading.Repositories.Add(new GitPlace(Dot(reader.Folder), directory, tree, words[at]));
        if (GitTables.Verbs.TryGetValue(words[at], out var verb))
            new GitWords(verb, reader.Folder, reading).Read(words, at + 1);
        else
            reading.Hide($"git {words[at]} is an alias or not among the subcommands that are known ({Table.Source})");

        void Own(GivenWord given)
        {
            switch (given.Row!.Name)
            {
                case "-C":
                    reader.File(given, given.Value!, writes: false);
                    reader.Enter(given.Value!.Length == 0 ? "." : given.Value);
                    break;
                case "--git-dir":
                    reader.File(given, given.Value!, writes: false);
                    directory = reader.Below(given.Value!);
                    break;
                case "--work-tree":
                    reader.File(given, given.Value!, writes: false);
                    tree = reader.Below(given.Value!);
                    break;
                default:
                    directory = Dot(reader.Folder);
                    break;
            }
        }
    }

    private static string Dot(string folder) => folder.Length == 0 ? "." : folder;
}
