namespace OpenClaw.Foundation.Text;

/// <summary>A table of words, marks or names that hold no space, written on a few lines.</summary>
internal static class WordTable
{
    public static string[] Of(string words) => words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
