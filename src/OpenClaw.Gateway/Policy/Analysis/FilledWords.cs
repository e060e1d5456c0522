using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Analysis;

/// <summary>Whether the words into which <c>find</c> puts what it found stay below its folders.</summary>
internal static class FilledWords
{
    private const string Mark = "{}";

    /// <returns>Why it cannot be told; null when it can.</returns>
    public static string? Why(Effect.Command command, Filled filled)
    {
        if (filled == Filled.No)
        {
            return null;
        }
        foreach (var word in command.Words.Skip(1).Where(static w => w.Contains(Mark, StringComparison.Ordinal)))
        {
            if (WordParts.HasParent(word))
            {
                return $"`{word}` goes up from what find puts there";
            }
            if (!OperandWords.MayOpen(command))
            {
                continue;
            }
            if (word != Mark)
            {
                return $"where `{word}` leads is known only when find has filled it in";
            }
            if (filled != Filled.Files)
            {
                return "find may put a link there, which leads anywhere; with `-type f` it finds files only";
            }
        }

        return null;
    }

    /// <returns>Why it cannot be told what a program with a table writes; null when it can.</returns>
    public static string? WhyWritten(ProgramReading? reading, Filled filled) =>
        filled != Filled.No
        && reading?.Files.FirstOrDefault(static file =>
            file is { Writes: true, InFolder: false } && file.Path.Contains(Mark, StringComparison.Ordinal)
        )
            is { } file
            ? $"it writes what find finds: {file.Word}"
            : null;
}
