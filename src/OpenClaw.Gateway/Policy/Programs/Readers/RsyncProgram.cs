using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>rsync: what is done with the operands is said by options that may stand behind them.</summary>
internal static class RsyncProgram
{
    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        // The options that delete what was sent, bring links along, and take folders whole.
        var (removes, links, whole) = ((GivenWord?)null, (GivenWord?)null, (GivenWord?)null);
        var linksAreSafe = false;
        var operands = reader.ReadOptions(words, Own);
        Copied.Read(reader, operands, whole, removes);
        if (links is not null && !linksAreSafe && Copied.LocalTarget(operands) is not null)
        {
            reader.Hide(links, "brings links that may lead anywhere; --no-links or --safe-links leaves those out");
        }

        void Own(GivenWord given)
        {
            if (given.Row!.Name is "-a" or "--archive" or "-r" or "--recursive" or "-d" or "--dirs" or "--old-dirs" or "--old-d")
            {
                whole = given;
            }
            switch (given.Row.Name)
            {
                case "--safe-links" or "--munge-links":
                    linksAreSafe = true;
                    break;
                case "-a" or "--archive" or "-l" or "--links":
                    links = given;
                    break;
                case "--no-links" or "--no-l":
                    links = null;
                    break;
                case "--remove-source-files":
                    removes = given;
                    break;
                default:
                    Path(reader, given);
                    break;
            }
        }
    }

    private static void Path(WordReader reader, GivenWord given)
    {
        if (given.Value is null)
        {
            return;
        }
        if (given.Value.StartsWith('/'))
        {
            reader.File(given, given.Value, writes: !given.Row!.Name.EndsWith("-dest", StringComparison.Ordinal));
        }
        // The others are below where it writes.
        else if (given.Value.Split('/').Contains(".."))
        {
            reader.Hide(given, "is taken from the folder it writes to");
        }
    }
}
