using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>tar: what its archive and its operands mean depends on the mode, which may stand anywhere in the line.</summary>
internal sealed class TarProgram : IProgramReader
{
    public ProgramTable Table => TarTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading) => new TarWords(Table, reading).Read(Modern(words));

    // `tar xzf a.tgz`: each letter of the first word takes its value from the words behind it, in their order.
    private List<string> Modern(IReadOnlyList<string> words)
    {
        if (words.Count < 2 || words[1].StartsWith('-'))
        {
            return [.. words];
        }
        var (modern, at) = (new List<string> { words[0] }, 2);
        foreach (var letter in words[1])
        {
            modern.Add($"-{letter}");
            if (Table.Rows.TryGetValue($"-{letter}", out var row) && row.Value == OptionValue.Needed && at < words.Count)
            {
                modern.Add(words[at++]);
            }
        }

        return [.. modern, .. words.Skip(at)];
    }
}
