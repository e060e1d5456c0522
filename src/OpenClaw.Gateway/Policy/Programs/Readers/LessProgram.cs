using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>less: words that begin with <c>+</c> are commands for it, and one of them runs a shell.</summary>
internal sealed class LessProgram : IProgramReader
{
    public ProgramTable Table => LessTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        reader.Read(
            words,
            1,
            operand: given =>
            {
                if (given.Value!.StartsWith('+'))
                {
                    reader.Hide(given, "is a command for less");
                }
                else
                {
                    reader.Operand(given);
                }
            }
        );
    }
}
