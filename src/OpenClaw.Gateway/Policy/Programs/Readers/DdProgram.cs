using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>dd: words of the form <c>name=value</c>.</summary>
internal sealed class DdProgram : IProgramReader
{
    private static readonly string[] s_harmless = WordList.Of("bs cbs conv count ibs iflag obs oflag seek oseek skip iseek status");

    public ProgramTable Table => WriterTables.Dd;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        reader.Read(
            words,
            1,
            operand: given =>
            {
                var equals = given.Value!.IndexOf('=');
                var (name, value) = equals < 0 ? ("", "") : (given.Value[..equals], given.Value[(equals + 1)..]);
                if (name is "if" or "of")
                {
                    reader.File(given, value, writes: name == "of");
                }
                else if (!s_harmless.Contains(name))
                {
                    reader.Hide(given, "is not among the operands that are known");
                }
            }
        );
    }
}
