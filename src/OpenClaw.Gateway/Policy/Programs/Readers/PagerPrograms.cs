using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>less and man, whose words may be more than files and pages.</summary>
internal static class PagerPrograms
{
    /// <summary>Words that begin with <c>+</c> are commands for less, and one of them runs a shell.</summary>
    public static void Less(WordReader reader, IReadOnlyList<string> words) =>
        reader.Read(
            words,
            1,
            operand: given =>
            {
                if (given.Value!.StartsWith('+'))
                {
                    reader.Hide(given, "is a command for less");
                }
                else
                {
                    reader.Operand(given);
                }
            }
        );

    /// <summary>An operand with a slash, and any operand behind <c>-l</c>, is a file.</summary>
    public static void Man(WordReader reader, IReadOnlyList<string> words)
    {
        var local = false;
        var operands = reader.ReadOptions(words, Own);
        foreach (var operand in operands.Where(o => local || o.Value!.Contains('/')))
        {
            reader.File(operand, operand.Value!, writes: false);
            reader.Hide(operand, "is a page that may include any file");
        }

        void Own(GivenWord given)
        {
            local |= given.Row!.Value == OptionValue.None;
            if (given.Value?.Contains('/') == true)
            {
                reader.Hide(given, "leads man to another folder");
            }
        }
    }
}
