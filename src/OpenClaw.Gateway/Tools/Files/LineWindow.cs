namespace OpenClaw.Tools.Files;

/// <summary>The lines of a file from one on, as many as are wanted and fit.</summary>
/// <param name="room">Characters.</param>
internal sealed class LineWindow(long first, long most, int room)
{
    private readonly StringBuilder _text = new();

    public long First => first;

    public long Last { get; private set; } = first - 1;

    /// <summary>No line is there.</summary>
    public bool IsEmpty => Last < first;

    /// <summary>The last line alone is longer than the room.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The file has no line behind these.</summary>
    public bool IsToTheEnd { get; private set; }

    public string Text => _text.ToString();

    public void Fill(LineReader reader)
    {
        while (Last < first + most - 1 && !IsCut && reader.TryRead(room, out var line, out var cut))
        {
            // A first line is always shown, cut if it must be: otherwise an offset could be asked for again and again and show nothing.
            if (!IsEmpty && _text.Length + line.Length > room)
            {
                break;
            }
            _text.Append(line).Append('\n');
            Last++;
            IsCut = cut;
        }
        IsToTheEnd = reader.AtEnd && !IsCut && Last == reader.Line - 1;
    }
}
