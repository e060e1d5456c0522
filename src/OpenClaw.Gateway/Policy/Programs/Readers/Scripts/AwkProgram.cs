using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers.Scripts;

/// <summary>awk: the first operand is the program, which may read, write and run; the others are files or assignments.</summary>
internal static class AwkProgram
{
    // An assignment may change what a program opens: ARGV is what it reads.
    private static readonly string[] s_special = ["ARGV", "ARGC", "PROCINFO", "SYMTAB", "FUNCTAB"];

    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var operands = reader.ReadOptions(words, given => Assignment(reader, given));
        if (operands.Count > 0 && AwkText.WhyNotHarmless(operands[0].Value!) is { } why)
        {
            reader.Hide(operands[0], why);
        }
        foreach (var operand in operands.Skip(1))
        {
            if (IsAssignment(operand.Value!))
            {
                Assignment(reader, operand);
            }
            // Also a word with a `=` that is no assignment to this awk but one to another.
            reader.File(operand, operand.Value!, writes: false);
        }
    }

    private static void Assignment(WordReader reader, GivenWord given)
    {
        var name = given.Value![..Math.Max(0, given.Value!.IndexOf('='))];
        if (s_special.Contains(name))
        {
            reader.Hide(given, $"{name} decides what is read");
        }
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') is > 0 and var at
        && word.AsSpan(0, at).IndexOfAnyExcept(AwkText.NameCharacters) < 0
        && !char.IsAsciiDigit(word[0]);
}
