using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>unzip: an archive, then names of its members; it writes below one folder unless it only lists.</summary>
internal static class UnzipProgram
{
    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var (lists, folder) = (false, (GivenWord?)null);
        var operands = reader.ReadOptions(words, given => (lists, folder) = given.Value is null ? (true, folder) : (lists, given));
        if (operands.Count == 0)
        {
            return;
        }
        var archive = operands[0];
        if (archive.Value!.AsSpan().IndexOfAny("*?[\\") >= 0)
        {
            reader.Hide(archive, "the archive is named by a pattern");
        }
        reader.File(archive, archive.Value!, writes: false);
        // It looks for the name with its ending when there is none without.
        if (!archive.Value!.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            reader.File(archive, archive.Value + ".zip", writes: false);
        }
        if (lists)
        {
            return;
        }
        reader.Hide(archive, "is unpacked, and what an archive writes, and through which links, is known only when it runs");
        reader.File(folder ?? archive with { Word = "." }, folder?.Value ?? ".", writes: true);
    }
}
