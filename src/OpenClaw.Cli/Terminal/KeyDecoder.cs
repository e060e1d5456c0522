namespace OpenClaw.Cli.Terminal;

/// <summary>Turns what a terminal in raw mode sends into keys. A letter or a sequence may come in pieces; <see cref="Flush"/> says that no
/// more is coming.</summary>
internal sealed class KeyDecoder
{
    private const byte Esc = 0x1B;
    private const int LongestSequence = 64;

    private static readonly byte[] s_pasteEnd = "\e[201~"u8.ToArray();

    private readonly List<byte> _bytes = [];
    private bool _pasting;

    /// <summary>A sequence has begun: either the rest is on its way or it was the Escape key.</summary>
    public bool IsPending => _bytes.Count > 0 && !_pasting;

    public IEnumerable<Key> Feed(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return Drain();
    }

    /// <summary>After a pause: a lone ESC was the key.</summary>
    public IReadOnlyList<Key> Flush()
    {
        if (!IsPending)
        {
            return [];
        }

        var keys = new List<Key>();
        if (_bytes[0] == Esc)
        {
            _bytes.RemoveAt(0);
            keys.Add(new Key(KeyKind.Escape));
            keys.AddRange(Drain());
        }

        _bytes.Clear();
        return keys;
    }

    private List<Key> Drain()
    {
        var keys = new List<Key>();
        while (_bytes.Count > 0)
        {
            if (_pasting)
            {
                if (!TryPaste(keys))
                {
                    break;
                }

                continue;
            }

            var used = Next(out var key);
            if (used == 0)
            {
                break;
            }

            _bytes.RemoveRange(0, used);
            if (key is { Kind: KeyKind.Paste })
            {
                _pasting = true;
            }
            else if (key is { } known)
            {
                keys.Add(known);
            }
        }

        return keys;
    }

    private bool TryPaste(List<Key> keys)
    {
        var bytes = _bytes.ToArray();
        var end = bytes.AsSpan().IndexOf(s_pasteEnd);
        if (end < 0)
        {
            return false;
        }

        // Terminals send pasted line ends as Enter would.
        keys.Add(new Key(KeyKind.Paste, Encoding.UTF8.GetString(bytes, 0, end).Replace("\r\n", "\n").Replace('\r', '\n')));
        _bytes.RemoveRange(0, end + s_pasteEnd.Length);
        _pasting = false;
        return true;
    }

    // How many bytes the next key takes; 0 when it is not complete.
    private int Next(out Key? key)
    {
        var first = _bytes[0];
        if (first == Esc)
        {
            return Escaped(out key);
        }

        key = first switch
        {
            (byte)'\r' => new Key(KeyKind.Enter),
            (byte)'\n' => new Key(KeyKind.NewLine),
            (byte)'\t' => new Key(KeyKind.Tab),
            0x7F or 0x08 => new Key(KeyKind.Backspace),
            < 0x20 => Key.Control((char)(first + 0x60)),
            _ => null,
        };
        return key is null ? Letter(0, out key) : 1;
    }

    private int Letter(int at, out Key? key)
    {
        key = null;
        var length = _bytes[at] switch
        {
            < 0xC2 => 1,
            < 0xE0 => 2,
            < 0xF0 => 3,
            < 0xF5 => 4,
            _ => 1,
        };
        if (_bytes.Count < at + length)
        {
            return 0;
        }

        var bytes = _bytes.GetRange(at, length).ToArray();
        // A byte that begins nothing is dropped: it cannot be shown and would only confuse the model.
        if (Rune.DecodeFromUtf8(bytes, out var rune, out _) == System.Buffers.OperationStatus.Done)
        {
            key = new Key(KeyKind.Text, rune.ToString());
        }

        return length;
    }

    private int Escaped(out Key? key)
    {
        key = null;
        if (_bytes.Count == 1)
        {
            return 0;
        }

        switch (_bytes[1])
        {
            case (byte)'[':
                return Sequence(out key);
            case (byte)'O' when _bytes.Count < 3:
                return 0;
            case (byte)'O':
                key = new Key(Final((char)_bytes[2], modified: false));
                return 3;
            case Esc:
                key = new Key(KeyKind.Escape);
                return 1;
        }

        key = _bytes[1] switch
        {
            (byte)'\r' or (byte)'\n' => new Key(KeyKind.NewLine),
            0x7F or 0x08 => Key.Control('w'),
            (byte)'b' => new Key(KeyKind.WordLeft),
            (byte)'f' => new Key(KeyKind.WordRight),
            < 0x20 => new Key(KeyKind.Unknown),
            _ => null,
        };
        if (key is not null)
        {
            return 2;
        }

        var used = Letter(1, out var letter);
        key = letter is { } l ? l with { Kind = KeyKind.Alt } : null;
        return used == 0 ? 0 : used + 1;
    }

    // ESC [ numbers ; numbers final
    private int Sequence(out Key? key)
    {
        key = null;
        var end = 2;
        while (end < _bytes.Count && _bytes[end] is >= 0x20 and < 0x40)
        {
            end++;
        }

        if (end == _bytes.Count)
        {
            // Noise must not swallow what is typed after it.
            if (end < LongestSequence)
            {
                return 0;
            }

            key = new Key(KeyKind.Unknown);
            return end;
        }

        var numbers = Encoding.ASCII.GetString(_bytes.GetRange(2, end - 2).ToArray()).Split(';');
        // ESC [ 1 ; 5 D: the second number is 1 plus shift 1, alt 2, control 4.
        var modified = numbers.Length > 1 && int.TryParse(numbers[1], out var modifier) && ((modifier - 1) & 6) != 0;
        var final = (char)_bytes[end];
        key = new Key(final == '~' ? Numbered(numbers[0]) : Final(final, modified));
        return end + 1;
    }

    private static KeyKind Numbered(string number) =>
        number switch
        {
            "1" or "7" => KeyKind.Home,
            "3" => KeyKind.Delete,
            "4" or "8" => KeyKind.End,
            "5" => KeyKind.PageUp,
            "6" => KeyKind.PageDown,
            "200" => KeyKind.Paste,
            _ => KeyKind.Unknown,
        };

    private static KeyKind Final(char final, bool modified) =>
        final switch
        {
            'A' => KeyKind.Up,
            'B' => KeyKind.Down,
            'C' => modified ? KeyKind.WordRight : KeyKind.Right,
            'D' => modified ? KeyKind.WordLeft : KeyKind.Left,
            'H' => KeyKind.Home,
            'F' => KeyKind.End,
            _ => KeyKind.Unknown,
        };
}
