using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>A program whose words mean what its table says and nothing else.</summary>
internal sealed class PlainProgram(ProgramTable table) : IProgramReader
{
    public ProgramTable Table => table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(table, reading);
        // Behind the first operand of these stands a command, which is read as one.
        reader.Read(words, 1, operand: WrapperTable.Specs.ContainsKey(table.Program) ? _ => { } : null);
    }
}
