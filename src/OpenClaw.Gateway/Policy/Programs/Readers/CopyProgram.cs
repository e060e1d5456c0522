using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>cp, mv, ln and install: all operands but the last are read, and the last is written, or the folder of <c>-t</c>.</summary>
internal sealed class CopyProgram(ProgramTable table) : IProgramReader
{
    public ProgramTable Table => table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(table, reading);
        var (operands, options) = (new List<GivenWord>(), new List<GivenWord>());
        reader.Read(words, 1, options.Add, operands.Add);
        if (options.Any(static o => o.Row!.Name is "-d" or "--directory"))
        {
            foreach (var folder in operands)
            {
                reader.File(folder, folder.Value!, writes: true);
            }
            return;
        }

        var target = options.LastOrDefault(static o => o.Row!.Name is "-t" or "--target-directory");
        var sources = target is null ? operands.Take(Math.Max(1, operands.Count - 1)).ToList() : operands;
        // ln of one word makes a link in the folder it runs in.
        target ??= operands.Count > 1 ? operands[^1] : new GivenWord(null, ".", ".");
        var all = options.FirstOrDefault(static o => o.Row!.Name is "-r" or "-R" or "--recursive" or "-a" or "--archive");
        if (all is not null && options.FirstOrDefault(static o => o.Row!.Name is "-L" or "--dereference") is { } follows)
        {
            reader.Hide(follows, "follows links wherever they lead");
        }
        foreach (var source in sources)
        {
            Source(reader, source, target, all);
        }
        if (operands.Count > 0 && (operands.Count > 1 || target.Row is not null))
        {
            reader.File(target, target.Value!, writes: true);
        }
    }

    private void Source(WordReader reader, GivenWord source, GivenWord target, GivenWord? all)
    {
        reader.File(source, source.Value!, writes: false);
        if (table.Program == "mv")
        {
            reader.File(source with { Word = $"{source.Word} moved" }, source.Value!, writes: true);
        }
        if (all is not null)
        {
            reader.Whole(all with { Word = source.Word }, source.Value!, target.Value);
        }
        var name = source.Value!.TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        if (name is not ("" or "." or ".."))
        {
            reader.File(
                target with
                {
                    Word = $"{source.Word} {target.Word}",
                },
                $"{target.Value!.TrimEnd('/')}/{name}",
                writes: true,
                inFolder: true
            );
        }
    }
}
