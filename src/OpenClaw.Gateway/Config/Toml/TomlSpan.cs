namespace OpenClaw.Config.Toml;

/// <summary>A stretch of a source: where a key, a value or a mistake stands.</summary>
/// <param name="Source">The text it points into.</param>
/// <param name="Offset">Where it begins, in UTF-16 units from the beginning of the text.</param>
/// <param name="Length">How long it is, in UTF-16 units. Zero is a place between two characters, such as the end of a line.</param>
public readonly record struct TomlSpan(TomlSource Source, int Offset, int Length)
{
    /// <summary>The line it begins on, from 1.</summary>
    public int Line => Source.Locate(Offset).Line;

    /// <summary>The column it begins at, from 1, in characters.</summary>
    public int Column => Source.Locate(Offset).Column;

    /// <summary>How many characters (code points) it covers on the line it begins on.</summary>
    public int Width
    {
        get
        {
            var text = Source.Text.AsSpan(Offset, Math.Min(Length, Source.Text.Length - Offset));
            var lineEnd = text.IndexOfAny('\r', '\n');
            return TomlSource.CountCharacters(lineEnd < 0 ? text : text[..lineEnd]);
        }
    }

    /// <summary>As compilers write it: <c>name:line:column</c>.</summary>
    public override string ToString()
    {
        var (line, column) = Source.Locate(Offset);
        return $"{Source.Name}:{line}:{column}";
    }
}
