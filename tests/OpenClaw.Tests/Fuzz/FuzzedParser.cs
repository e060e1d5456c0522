namespace OpenClaw.Tests.Fuzz;

/// <summary>A parser of text that somebody else wrote.</summary>
/// <param name="Corpus">Texts that it reads.</param>
/// <param name="Marks">What means something to it.</param>
/// <param name="Read">Reads a text. It throws nothing but what the parser's callers expect of it, and that is caught here.</param>
internal sealed record FuzzedParser(string Name, string[] Corpus, string[] Marks, Action<string> Read)
{
    /// <summary>Bytes that one unit of text may cost.</summary>
    public int BytesPerUnit { get; init; } = 1500;

    /// <summary>Units that are known to have been costly when they come by the thousand, beside the marks.</summary>
    public string[] Costly { get; init; } = [];
}
