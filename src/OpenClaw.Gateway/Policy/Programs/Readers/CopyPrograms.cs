using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>Programs that copy: cp, mv, ln and install, dd and split.</summary>
internal static class CopyPrograms
{
    private static readonly string[] s_harmless = WordList.Of("bs cbs conv count ibs iflag obs oflag seek oseek skip iseek status");

    /// <summary>All operands of cp, mv, ln and install but the last are read, and the last is written, or the folder of <c>-t</c>.</summary>
    public static void Copy(WordReader reader, IReadOnlyList<string> words)
    {
        var options = new List<GivenWord>();
        var operands = reader.ReadOptions(words, options.Add);
        if (options.Any(static o => o.Row!.Name is "-d" or "--directory"))
        {
            operands.ForEach(folder => reader.File(folder, folder.Value!, writes: true));
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

    /// <summary>The words of dd have the form <c>name=value</c>.</summary>
    public static void Dd(WordReader reader, IReadOnlyList<string> words) =>
        reader.Read(
            words,
            1,
            operand: given =>
            {
                var equals = given.Value!.IndexOf('=');
                var (name, value) = equals < 0 ? ("", "") : (given.Value[..equals], given.Value[(equals + 1)..]);
                if (name is "if" or "of")
                {
                    reader.File(given, value, writes: name == "of");
                }
                else if (!s_harmless.Contains(name))
                {
                    reader.Hide(given, "is not among the operands that are known");
                }
            }
        );

    /// <summary>split is given a file, and then what the names of its parts begin with.</summary>
    public static void Split(WordReader reader, IReadOnlyList<string> words)
    {
        var operands = reader.ReadOptions(words);
        if (operands.Count > 0)
        {
            reader.File(operands[0], operands[0].Value!, writes: false);
        }
        var begin = operands.Count > 1 ? operands[1] : new GivenWord(null, "x", "x");
        reader.File(begin, $"{begin.Value}aa", writes: true);
    }

    private static void Source(WordReader reader, GivenWord source, GivenWord target, GivenWord? all)
    {
        reader.File(source, source.Value!, writes: false);
        if (reader.Table.Program == "mv")
        {
            reader.File(source with { Word = $"{source.Word} moved" }, source.Value!, writes: true);
        }
        if (all is not null)
        {
            reader.Whole(all with { Word = source.Word }, source.Value!, target.Value);
        }
        var name = Path.GetFileName(source.Value!.TrimEnd('/'));
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
