namespace OpenClaw.Models.ToolCalls;

/// <summary>Whether a quotation is open, by the marks of a handful of languages.</summary>
internal sealed class QuotationMarks
{
    private const string Openers = "\"“„«»「『《＂";

    // For each opener the marks that close it.
    private static readonly string[] s_closers = ["\"", "”“", "“”", "»", "«", "」", "』", "》", "＂"];

    private bool _isTriple;

    public bool IsOpen => Open != '\0' || _isTriple;

    /// <summary>The mark that opened the quotation, or NUL.</summary>
    public char Open { get; set; }

    public void Read(ReadOnlySpan<char> line, int at)
    {
        var c = line[at];
        if (Open != '\0')
        {
            Open = s_closers[Openers.IndexOf(Open)].Contains(c) && !IsEscaped(line, at) ? '\0' : Open;
        }
        else if (Openers.Contains(c) && !IsEscaped(line, at) && !IsBehindLetter(line, at))
        {
            Open = c;
        }
        else if (c == '\'' && line[at..].StartsWith("'''") && (at == 0 || line[at - 1] != '\''))
        {
            _isTriple = !_isTriple;
        }
    }

    private static bool IsEscaped(ReadOnlySpan<char> line, int at) => at > 0 && line[at - 1] == '\\';

    /// <summary>A straight mark behind a letter or a digit opens nothing: 5", or one that closes what was never opened.</summary>
    private static bool IsBehindLetter(ReadOnlySpan<char> line, int at) => line[at] == '"' && at > 0 && char.IsLetterOrDigit(line[at - 1]);
}
