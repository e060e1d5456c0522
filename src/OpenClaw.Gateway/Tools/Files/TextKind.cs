namespace OpenClaw.Tools.Files;

/// <summary>Tells text from other bytes, and says what the others look like.</summary>
internal static class TextKind
{
    /// <summary>How much of a file's beginning is looked at.</summary>
    public const int Sample = 8 * 1024;

    /// <summary>The encoding that a byte order mark names, where it is not UTF-8; null otherwise. FF FE with two zeros behind it would be
    /// UTF-32.</summary>
    public static Encoding? Utf16Of(ReadOnlySpan<byte> beginning) =>
        beginning switch
        {
            [0xFF, 0xFE, 0, 0, ..] => null,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };

    /// <summary>A zero byte does not occur in text of any encoding we can show.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> beginning) => beginning.Contains((byte)0);

    public static string Describe(ReadOnlySpan<byte> beginning)
    {
        var kind = beginning switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG image",
            [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a WebP image",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive or an office document",
            [0x1F, 0x8B, ..] => "gzip-compressed data",
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "a program",
            [0xFF, 0xFE, 0, 0, ..] => "UTF-32 text",
            _ when beginning.StartsWith("SQLite format 3"u8) => "an SQLite database",
            _ when beginning.IndexOfAnyExcept((byte)0) < 0 => "zeros",
            _ => "binary data",
        };
        return $"{kind}, beginning {Convert.ToHexStringLower(beginning[..Math.Min(16, beginning.Length)])}";
    }

    /// <summary>Text of bytes that may be damaged; a byte order mark is no text.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Utf16Of(bytes) is { } utf16
            ? utf16.GetString(bytes[2..])
            : Encoding.UTF8.GetString(bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes);
}
