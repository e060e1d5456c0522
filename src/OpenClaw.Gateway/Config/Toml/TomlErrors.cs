namespace OpenClaw.Config.Toml;

/// <summary>The errors of one document: at most one a line, and no more than a hundred.</summary>
internal sealed class TomlErrors(TomlSource source)
{
    private const int Most = 100;

    private readonly List<TomlError> _errors = [];
    private int _lastLine;

    public IReadOnlyList<TomlError> All => _errors;

    public bool IsFull => _errors.Count > Most;

    public TomlSpan Span(int offset, int length)
    {
        offset = Math.Clamp(offset, 0, source.Text.Length);
        return new TomlSpan(source, offset, Math.Clamp(length, 0, source.Text.Length - offset));
    }

    /// <summary>What follows a mistake on its own line is nearly always its echo.</summary>
    public void Report(TomlSpan span, string message)
    {
        var line = span.Line;
        if (line == _lastLine || IsFull)
        {
            return;
        }
        _lastLine = line;
        _errors.Add(new TomlError(_errors.Count == Most ? "there are more errors; they are not shown" : message, span));
    }
}
