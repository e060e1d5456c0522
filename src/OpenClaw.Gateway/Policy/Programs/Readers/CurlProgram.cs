using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>curl: URLs, and data that may name a file.</summary>
internal sealed class CurlProgram : IProgramReader
{
    public ProgramTable Table => CurlTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading) => new CurlWords(Table, reading).Read(words);
}
