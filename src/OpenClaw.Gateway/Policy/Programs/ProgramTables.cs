using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs.Git;
using OpenClaw.Policy.Programs.Readers;
using OpenClaw.Policy.Programs.Readers.Scripts;
using OpenClaw.Policy.Programs.Tables;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs;

/// <summary>The programs with a table, by the names they are called. What one of them does is read here and nowhere else.</summary>
internal static class ProgramTables
{
    public static IReadOnlyList<KnownProgram> All { get; } =
    [
        new(TextTables.Sort, Plain),
        new(TextTables.Tee, Plain),
        new(RunnerTables.Xargs, Plain),
        new(RunnerTables.Env, Plain),
        new(TextTables.Grep, GrepProgram.Read),
        new(TextTables.Sed, SedProgram.Read),
        new(TextTables.Awk, AwkProgram.Read),
        new(RunnerTables.Find, FindProgram.Read),
        new(ArchiveTables.Tar, static (reader, words) => new TarWords(reader).Read(words)),
        new(RemoteTables.Curl, static (reader, words) => new CurlWords(reader).Read(words)),
        new(GitTables.Own, GitProgram.Read),
        new(RemoteTables.Rsync, RsyncProgram.Read),
        new(RemoteTables.Ssh, SshPrograms.Ssh),
        new(RemoteTables.Scp, SshPrograms.Scp),
        new(ArchiveTables.Zip, static (reader, words) => new ZipWords(reader).Read(words)),
        new(ArchiveTables.Unzip, UnzipProgram.Read),
        new(TextTables.Less, PagerPrograms.Less),
        new(TextTables.Man, PagerPrograms.Man),
        new(RunnerTables.Make, MakeProgram.Read),
        new(WriterTables.Cp, CopyPrograms.Copy),
        new(WriterTables.Mv, CopyPrograms.Copy),
        new(WriterTables.Ln, CopyPrograms.Copy),
        new(WriterTables.Install, CopyPrograms.Copy),
        new(WriterTables.Dd, CopyPrograms.Dd),
        new(WriterTables.Split, CopyPrograms.Split),
        .. WriterTables.Plain.Select(static table => new KnownProgram(table, Plain)),
        new(RunnerTables.Systemctl, SystemctlProgram.Read),
        new(RunnerTables.Journalctl, Plain),
    ];

    private static readonly IReadOnlyDictionary<string, KnownProgram> s_byName = All.SelectMany(p =>
            p.Table.Names.Select(name => (name, p))
        )
        .ToDictionary(pair => pair.name, pair => pair.p, StringComparer.Ordinal);

    /// <summary>Whether the words of this command are the part of a table.</summary>
    public static bool Knows(Effect.Command command) => Of(command) is not null;

    /// <summary>What the words say; null for a program without a table.</summary>
    public static ProgramReading? Read(Effect.Command command)
    {
        if (Of(command) is not { } program)
        {
            return null;
        }
        var reading = new ProgramReading();
        program.Read(new WordReader(program.Table, reading), command.Words);
        return reading;
    }

    // The words mean what the table says and nothing else; a command behind those of env and xargs is read as one of its own.
    private static void Plain(WordReader reader, IReadOnlyList<string> words) => reader.Read(words, 1);

    // By the name it is called, or by that of the file a link leads to.
    private static KnownProgram? Of(Effect.Command command) =>
        s_byName.GetValueOrDefault(Path.GetFileName(command.Words[0]))
        ?? (command.Executable is { } real ? s_byName.GetValueOrDefault(Path.GetFileName(real)) : null);
}
