using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>man: an operand with a slash, and any operand behind <c>-l</c>, is a file.</summary>
internal sealed class ManProgram : IProgramReader
{
    public ProgramTable Table => ManTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var (operands, local) = (new List<GivenWord>(), false);
        reader.Read(words, 1, Own, operands.Add);
        foreach (var operand in operands.Where(o => local || o.Value!.Contains('/')))
        {
            reader.File(operand, operand.Value!, writes: false);
            reader.Hide(operand, "is a page that may include any file");
        }

        void Own(GivenWord given)
        {
            local |= given.Row!.Value == OptionValue.None;
            if (given.Value?.Contains('/') == true)
            {
                reader.Hide(given, "leads man to another folder");
            }
        }
    }
}
