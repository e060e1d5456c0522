using System.Collections.Frozen;
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
    public static IReadOnlyList<IProgramReader> All { get; } =
    [
        new PlainProgram(SortTable.Table),
        new PlainProgram(TeeTable.Table),
        new PlainProgram(XargsTable.Table),
        new PlainProgram(EnvTable.Table),
        new GrepProgram(),
        new SedProgram(),
        new AwkProgram(),
        new FindProgram(),
        new TarProgram(),
        new CurlProgram(),
        new GitProgram(),
        new RsyncProgram(),
        new SshProgram(),
        new ScpProgram(),
        new ZipProgram(),
        new UnzipProgram(),
        new LessProgram(),
        new ManProgram(),
        new MakeProgram(),
        new CopyProgram(WriterTables.Cp),
        new CopyProgram(WriterTables.Mv),
        new CopyProgram(WriterTables.Ln),
        new CopyProgram(WriterTables.Install),
        new DdProgram(),
        new SplitProgram(),
        .. WriterTables.Plain.Select(static table => new PlainProgram(table)),
        new SystemctlProgram(),
        new PlainProgram(JournalctlTable.Table),
    ];

    private static readonly FrozenDictionary<string, IProgramReader> s_byName = All.SelectMany(p => p.Table.Names.Select(name => (name, p)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.p, StringComparer.Ordinal);

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
        program.Read(command.Words, reading);
        return reading;
    }

    // By the name it is called, or by that of the file a link leads to.
    private static IProgramReader? Of(Effect.Command command) =>
        s_byName.GetValueOrDefault(Path.GetFileName(command.Words[0]))
        ?? (command.Executable is { } real ? s_byName.GetValueOrDefault(Path.GetFileName(real)) : null);
}
