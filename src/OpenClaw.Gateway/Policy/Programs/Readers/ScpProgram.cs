using OpenClaw.Policy.Programs.Tables;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>scp: all operands but the last are read, the last is written, and any of them may be on another host.</summary>
internal sealed class ScpProgram : IProgramReader
{
    public ProgramTable Table => ScpTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var operands = new List<GivenWord>();
        reader.Read(words, 1, given => SshSetting.Read(reader, given), operands.Add);
        for (var i = 0; i < operands.Count; i++)
            Copied.Name(reader, operands[i], writes: i > 0 && i == operands.Count - 1);
    }
}
