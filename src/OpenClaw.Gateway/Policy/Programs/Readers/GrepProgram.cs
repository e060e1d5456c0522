using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>grep: the first operand is the pattern, unless an option gave one anywhere in the line.</summary>
internal static class GrepProgram
{
    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var hasPattern = false;
        var names = new NameEndings();
        var whole = words[0].EndsWith("rgrep", StringComparison.Ordinal) ? new GivenWord(null, words[0], words[0]) : null;
        var operands = reader.ReadOptions(words, Own);
        operands.RemoveRange(0, Math.Min(operands.Count, hasPattern ? 0 : 1));
        operands.ForEach(operand => reader.File(operand, operand.Value!, writes: false));
        if (whole is not null && operands.Count == 0)
        {
            operands.Add(new GivenWord(null, ".", whole.Word));
        }
        foreach (var operand in whole is null ? [] : operands)
        {
            reader.Whole(whole! with { Word = operand.Word }, operand.Value!, endings: names.Endings);
        }

        void Own(GivenWord given)
        {
            switch (given.Row!.Name)
            {
                case "-r" or "--recursive":
                    whole = given;
                    break;
                case "-d" or "--directories":
                    // Any beginning of `recurse` means it.
                    whole = given.Value is "read" or "skip" ? whole : given;
                    break;
                case "--include":
                    names.Add(given.Value!);
                    break;
                case "--exclude":
                    // What it takes out another option may bring back, so with one of these every name counts.
                    names.Forget();
                    break;
                default:
                    hasPattern = true;
                    if (given.Row.Name is "-f" or "--file")
                    {
                        reader.File(given, given.Value!, writes: false);
                    }
                    break;
            }
        }
    }
}
