namespace OpenClaw.Tools.Files;

/// <summary>Reads lines of a stream of any length in bounded memory, however long its lines are. UTF-16 with its mark is read as the UTF-8
/// of the same text.</summary>
internal sealed class LineReader
{
    private const int Utf16Mark = 2;

    private readonly Stream _stream;
    private readonly CancellationToken _ct;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start,
        _end;

    /// <param name="ct">Ends the reading inside a line too: one may be as long as the disk.</param>
    public LineReader(Stream stream, CancellationToken ct)
    {
        (_stream, _ct) = (stream, ct);
        Fill();
        if (stream.CanSeek && TextKind.Utf16Of(_buffer.AsSpan(0, _end)) is { } utf16)
        {
            stream.Position = Utf16Mark;
            _stream = Encoding.CreateTranscodingStream(stream, utf16, Encoding.UTF8, leaveOpen: true);
            Fill();
        }

        if (_end >= 3 && _buffer.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _start = 3;
        }
    }

    /// <summary>The first bytes; valid until the first line is read.</summary>
    public ReadOnlySpan<byte> Beginning => _buffer.AsSpan(0, Math.Min(_end, TextKind.Sample));

    /// <summary>The number of the line that comes next, from 1.</summary>
    public long Line { get; private set; } = 1;

    public long Scanned { get; private set; }

    public bool AtEnd => _start == _end && !Fill();

    /// <summary>Passes over a line; false at the end.</summary>
    public bool Skip() => TryRead(0, out _, out _);

    /// <summary>A line without its end. Of one longer than <paramref name="limit"/> bytes the beginning is given, and the rest is passed
    /// over.</summary>
    public bool TryRead(int limit, out string line, out bool cut)
    {
        line = "";
        cut = false;
        if (AtEnd)
        {
            return false;
        }
        var kept = new MemoryStream();
        while (true)
        {
            var span = _buffer.AsSpan(_start, _end - _start);
            var newline = span.IndexOf((byte)'\n');
            var part = newline < 0 ? span : span[..newline];
            var room = (int)Math.Min(part.Length, limit - kept.Length);
            cut |= room < part.Length;
            kept.Write(part[..room]);
            _start += newline < 0 ? part.Length : newline + 1;
            if (newline >= 0 || AtEnd)
            {
                break;
            }
        }

        Line++;
        if (limit == 0)
        {
            return true;
        }
        var bytes = kept.GetBuffer().AsSpan(0, (int)kept.Length);
        if (bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
        }
        // The decoder would show half a character at the cut as damage.
        if (cut)
        {
            bytes = bytes[..Exec.OutputText.WholeCharacters(bytes)];
        }
        line = Exec.OutputText.Clean(Encoding.UTF8.GetString(bytes));
        return true;
    }

    private bool Fill()
    {
        _ct.ThrowIfCancellationRequested();
        _start = 0;
        _end = _stream.Read(_buffer);
        Scanned += _end;
        return _end > 0;
    }
}
