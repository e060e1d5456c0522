using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>git: options of its own, a subcommand, and the options of that.</summary>
internal static class GitProgram
{
    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var (directory, tree, bare) = ((GivenWord?)null, (GivenWord?)null, (string?)null);
        var at = reader.Read(words, 1, Own, _ => { }).FirstOperand;
        if (at == words.Count)
        {
            return;
        }
        // git resolves both once all of -C are done, wherever they stand.
        reader.Reading.Repositories.Add(new GitPlace(Dot(reader.Folder), Resolve(directory) ?? bare, Resolve(tree), words[at]));
        if (GitTables.Verbs.TryGetValue(words[at], out var verb))
        {
            new GitWords(verb, reader.Folder, reader.Reading).Read(words, at + 1);
        }
        else
        {
            reader.Reading.Hide($"git {words[at]} is an alias or not among the subcommands that are known ({reader.Table.Source})");
        }

        string? Resolve(GivenWord? given)
        {
            if (given is null)
            {
                return null;
            }
            if (given.Value!.Length == 0)
            {
                reader.Hide(given, "names no folder");
            }
            reader.File(given, given.Value, writes: false);
            return reader.Below(given.Value);
        }

        void Own(GivenWord given)
        {
            switch (given.Row!.Name)
            {
                case "-C":
                    reader.File(given, given.Value!, writes: false);
                    reader.Enter(given.Value!.Length == 0 ? "." : given.Value);
                    break;
                case "--git-dir":
                    directory = given;
                    break;
                case "--work-tree":
                    tree = given;
                    break;
                default:
                    // --bare fills in what was not given, with the folder of that moment.
                    bare ??= Dot(reader.Folder);
                    break;
            }
        }
    }

    private static string Dot(string folder) => folder.Length == 0 ? "." : folder;
}
