using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>split: a file, then what the names of its parts begin with.</summary>
internal sealed class SplitProgram : IProgramReader
{
    public ProgramTable Table => WriterTables.Split;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var operands = new List<GivenWord>();
        reader.Read(words, 1, operand: operands.Add);
        if (operands.Count > 0)
        {
            reader.File(operands[0], operands[0].Value!, writes: false);
        }
        var begin = operands.Count > 1 ? operands[1] : new GivenWord(null, "x", "x");
        reader.File(begin, $"{begin.Value}aa", writes: true);
    }
}
