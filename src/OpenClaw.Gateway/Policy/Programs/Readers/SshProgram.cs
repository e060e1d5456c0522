using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>ssh: options, a host, options again, and then words for the other side.</summary>
internal sealed class SshProgram : IProgramReader
{
    public ProgramTable Table => SshTable.Table;

    public void Read(IReadOnlyList<string> words, ProgramReading reading)
    {
        var reader = new WordReader(Table, reading);
        string? port = null;
        var at = reader.Read(words, 1, Own, _ => { }).FirstOperand;
        if (at >= words.Count)
        {
            return;
        }
        reader.Read(words, at + 1, Own, _ => { });
        var host = new GivenWord(null, words[at], words[at]);
        var name = HostName.Of(words[at]);
        reader.Speak(host, name is not null && port is not null && !name.Contains(':') ? $"{name}:{port}" : words[at]);

        void Own(GivenWord given)
        {
            if (given.Row!.Name == "-p")
            {
                port = given.Value!.All(char.IsAsciiDigit) ? given.Value : null;
            }
            else
            {
                SshSetting.Read(reader, given);
            }
        }
    }
}
