using OpenClaw.Policy.Programs.Tables;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>grep: the first operand is the pattern, unless an option gave one anywhere in the line.</summary>
internal sealed class GrepProgram : IProgramReader
{
    public ProgramTable Table => GrepTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var operands = new List<GivenWord>();
        var hasPattern = false;
        reader.Read(words, 1, Own, operands.Add);
        foreach (var operand in operands.Skip(hasPattern ? 0 : 1))
            reader.File(operand, operand.Value!, writes: false);

        void Own(GivenWord given)
        {
            hasPattern = true;
            if (given.Row!.Name is "-f" or "--file")
                reader.File(given, given.Value!, writes: false);
        }
    }
}
