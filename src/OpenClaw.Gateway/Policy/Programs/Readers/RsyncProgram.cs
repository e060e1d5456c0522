using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>rsync: all operands but the last are read, the last is written, and any of them may be on another host.</summary>
internal sealed class RsyncProgram : IProgramReader
{
    public ProgramTable Table => RsyncTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var operands = new List<GivenWord>();
        var (removes, links, whole, harmless) = ((GivenWord?)null, (GivenWord?)null, (GivenWord?)null, false);
        reader.Read(words, 1, Own, operands.Add);
        for (var i = 0; i < operands.Count; i++)
        {
            var written = i > 0 && i == operands.Count - 1;
            Copied.Name(reader, operands[i], written);
            if (whole is not null && !written && !Copied.IsRemote(operands[i].Value!))
            {
                reader.Whole(
                    whole with
                    {
                        Word = operands[i].Word,
                    },
                    operands[i].Value!,
                    operands.Count > 1 && !Copied.IsRemote(operands[^1].Value!) ? operands[^1].Value : null
                );
            }
            if (removes is not null && !written && !Copied.IsRemote(operands[i].Value!))
            {
                reader.File(operands[i] with { Word = $"{operands[i].Word} {removes.Word}" }, operands[i].Value!, writes: true);
            }
        }

        if (links is not null && !harmless && operands.Count > 1 && !Copied.IsRemote(operands[^1].Value!))
        {
            reader.Hide(links, "brings links that may lead anywhere; --no-links or --safe-links leaves those out");
        }

        void Own(GivenWord given)
        {
            if (given.Row!.Name is "-a" or "--archive" or "-r" or "--recursive" or "-d" or "--dirs" or "--old-dirs" or "--old-d")
            {
                whole = given;
            }
            if (given.Row.Name is "--safe-links" or "--munge-links")
            {
                harmless = true;
            }
            else if (given.Row.Name is "-a" or "--archive" or "-l" or "--links")
            {
                links = given;
            }
            else if (given.Row.Name is "--no-links" or "--no-l")
            {
                links = null;
            }
            else if (given.Row.Name == "--remove-source-files")
            {
                removes = given;
            }
            else if (given.Value is null)
            {
                return;
            }
            else if (given.Value.StartsWith('/'))
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
}
