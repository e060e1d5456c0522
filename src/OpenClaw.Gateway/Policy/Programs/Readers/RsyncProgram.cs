using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>rsync: all operands but the last are read, the last is written, and any of them may be on another host.</summary>
internal sealed class RsyncProgram : IProgramReader
{
    public ProgramTable Table => RsyncTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading) => new RsyncWords(Table, reading).Read(words);
}
