namespace OpenClaw.Config.Toml;

/// <summary>The text a document was read from, under the name that messages use for it. Spans point into it.</summary>
public sealed class TomlSource(string name, string text)
{
    // Found on first use: a document without errors, whose spans nobody prints, never pays for it.
    private int[]? _lineStarts;

    // Without surrogates a character is a unit, and a column needs no counting: a megabyte on one line stays cheap.
    private bool? _isPlain;

    public string Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>The text of a line, counted from 1, without its line ending; empty when there is no such line.</summary>
    public string LineText(int line)
    {
        var starts = LineStarts();
        if (line < 1 || line > starts.Length)
        {
            return "";
        }
        var start = starts[line - 1];
        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text[start..end].TrimEnd('\n').TrimEnd('\r');
    }

    /// <summary>Line and column of an offset, both from 1. A column counts characters (code points), not UTF-16 units.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var starts = LineStarts();
        var index = Array.BinarySearch(starts, offset);
        if (index < 0)
        {
            index = ~index - 1;
        }
        _isPlain ??= !Text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
        var column = _isPlain.Value ? offset - starts[index] : CountCharacters(Text.AsSpan(starts[index], offset - starts[index]));
        return (index + 1, column + 1);
    }

    internal static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsLowSurrogate(c))
            {
                count++;
            }
        }
        return count;
    }

    private int[] LineStarts()
    {
        if (_lineStarts is not null)
        {
            return _lineStarts;
        }
        var starts = new List<int> { 0 };
        var at = 0;
        while (Text.AsSpan(at).IndexOf('\n') is var found and >= 0)
        {
            at += found + 1;
            starts.Add(at);
        }

        return _lineStarts = [.. starts];
    }
}
