using System.Buffers;
using System.Text.Unicode;

namespace OpenClaw.Config.Toml;

/// <summary>What reading a text gave: a tree in which everything knows its place, and every error that was found.</summary>
/// <remarks>With errors, <see cref="Root"/> holds what could be understood. It is good for an editor and not to be acted upon.</remarks>
public sealed class TomlDocument
{
    private TomlDocument(TomlSource source, TomlTable root, IReadOnlyList<TomlError> errors)
    {
        Source = source;
        Root = root;
        Errors = errors;
    }

    public TomlSource Source { get; }

    public TomlTable Root { get; }

    /// <summary>In the order of the text, at most one a line, and no more than a hundred.</summary>
    public IReadOnlyList<TomlError> Errors { get; }

    public bool HasErrors => Errors.Count > 0;

    /// <summary>Reads a text. Never throws for what is in it.</summary>
    /// <param name="text">The document.</param>
    /// <param name="name">What messages call it; usually a file name.</param>
    public static TomlDocument Parse(string text, string name = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        return ParseText(text.StartsWith('\uFEFF') ? text[1..] : text, name);
    }

    private static TomlDocument ParseText(string text, string name)
    {
        var source = new TomlSource(name, text);
        var parser = new TomlParser(source);
        var root = parser.ParseDocument();
        return new TomlDocument(source, root, parser.Errors);
    }

    /// <summary>Reads a file's bytes, which must be UTF-8, with or without a byte order mark.</summary>
    public static TomlDocument Parse(ReadOnlySpan<byte> utf8, string name = "")
    {
        if (utf8.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            utf8 = utf8[3..];
        }
        if (utf8.StartsWith<byte>([0xFF, 0xFE]) || utf8.StartsWith<byte>([0xFE, 0xFF]))
        {
            return Undecodable(utf8, 0, name, "this is UTF-16; TOML is UTF-8, so save the file in that encoding");
        }

        var chars = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            var status = Utf8.ToUtf16(utf8, chars, out var read, out var written, replaceInvalidSequences: false);
            return status == OperationStatus.Done
                ? ParseText(new string(chars, 0, written), name)
                : Undecodable(utf8, read, name, $"byte 0x{utf8[read]:x2} is not valid UTF-8 here; save the file as UTF-8");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    // A file in another encoding is one mistake: whatever a parser would say about the rest is noise.
    private static TomlDocument Undecodable(ReadOnlySpan<byte> bytes, int at, string name, string message)
    {
        var source = new TomlSource(name, Encoding.UTF8.GetString(bytes));
        var offset = Encoding.UTF8.GetCharCount(bytes[..at]);
        var length = Math.Min(1, source.Text.Length - offset);
        return new TomlDocument(
            source,
            new TomlTable(new TomlSpan(source, 0, 0), TomlTableOrigin.Header, depth: 0),
            [new TomlError(message, new TomlSpan(source, offset, length))]
        );
    }
}
