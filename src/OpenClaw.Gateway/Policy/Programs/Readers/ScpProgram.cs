using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>scp: all operands but the last are read, the last is written, and any of them may be on another host.</summary>
internal sealed class ScpProgram : IProgramReader
{
    public ProgramTable Table => ScpTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        var operands = new List<GivenWord>();
        GivenWord? whole = null;
        reader.Read(words, 1, Own, operands.Add);
        for (var i = 0; i < operands.Count; i++)
        {
            var written = i > 0 && i == operands.Count - 1;
            Copied.Name(reader, operands[i], written);
            if (whole is not null && !written && !Copied.IsRemote(operands[i].Value!))
            {
                reader.Whole(
                    whole with
                    {
                        Word = operands[i].Word,
                    },
                    operands[i].Value!,
                    operands.Count > 1 && !Copied.IsRemote(operands[^1].Value!) ? operands[^1].Value : null
                );
            }
        }

        void Own(GivenWord given)
        {
            if (given.Row!.Name == "-r")
            {
                whole = given;
            }
            else
            {
                SshSetting.Read(reader, given);
            }
        }
    }
}
