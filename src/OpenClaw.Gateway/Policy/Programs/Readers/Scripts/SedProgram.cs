using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers.Scripts;

/// <summary>sed: its program text may read, write and run; with <c>-i</c> its operands are written.</summary>
internal static class SedProgram
{
    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var texts = new List<GivenWord>();
        GivenWord? inPlace = null;
        var operands = reader.ReadOptions(words, Own);
        if (texts.Count == 0 && operands.Count > 0)
        {
            texts.Add(operands[0]);
            operands.RemoveAt(0);
        }

        texts.ForEach(text => Script(reader, text));
        operands.ForEach(operand => File(reader, operand, inPlace));

        void Own(GivenWord given)
        {
            if (given.Row!.Name is "-i" or "--in-place")
            {
                inPlace = given;
            }
            else
            {
                texts.Add(given);
            }
        }
    }

    private static void Script(WordReader reader, GivenWord given)
    {
        var script = new SedScript(given.Value!);
        if (script.Read() is { } why)
        {
            reader.Hide(given, why);
        }
        foreach (var (path, writes) in script.Files)
        {
            reader.File(given, path, writes);
        }
    }

    private static void File(WordReader reader, GivenWord operand, GivenWord? inPlace)
    {
        reader.File(operand, operand.Value!, writes: false);
        if (inPlace is null)
        {
            return;
        }
        var written = operand with { Word = $"{operand.Word} {inPlace.Word}" };
        reader.File(written, operand.Value!, writes: true);
        if (inPlace.Value is not { Length: > 0 } suffix)
        {
            return;
        }
        // A star stands for the name, and a slash leads to another folder.
        if (suffix.AsSpan().IndexOfAny('*', '/') >= 0)
        {
            reader.Hide(inPlace, "the copy it keeps is named by a pattern");
        }
        else
        {
            reader.File(written, operand.Value! + suffix, writes: true);
        }
    }
}
