using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>zip: options of one or two letters, which may stand together only where no two of them make another.</summary>
internal sealed class ZipProgram : IProgramReader
{
    public ProgramTable Table => ZipTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading) => new ZipWords(Table, reading).Read(words);
}
