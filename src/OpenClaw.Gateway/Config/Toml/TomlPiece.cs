using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace OpenClaw.Config.Toml;

/// <summary>Tomlyn's words for an error, and where in the document it is.</summary>
internal sealed record TomlSaid(int At, string Said)
{
    /// <summary>What is no statement, and stands between them.</summary>
    public bool IsBetween => Said.StartsWith("Unexpected token [", StringComparison.Ordinal);

    /// <summary>What is no value, where one is wanted.</summary>
    public bool IsOfValue => Said.EndsWith("for a value", StringComparison.Ordinal);
}

/// <summary>Some lines of the document as Tomlyn reads them: the statements, and the errors from the first on.</summary>
internal sealed class TomlPiece
{
    // Its first line feed makes 0 an offset that no error has: Tomlyn gives it to errors behind the end of the text. Its last is
    // always there: a backslash at the end of the text makes Tomlyn throw.
    private readonly string _text;
    private readonly int _shift;

    /// <exception cref="TomlException">Arrays and tables are nested too deep; Tomlyn gives no place for it.</exception>
    public TomlPiece(string document, int start, int end)
    {
        (Document, _shift, End) = (document, start - 1, end);
        _text = string.Concat(
            "\n",
            document.AsSpan(start, end - start),
            document[end - 1] switch
            {
                '\n' => "",
                '\r' => " \n",
                _ => "\n",
            }
        );
        var read = SyntaxParser.Parse(TomlLexer.Create(_text, s_decoded), s_options, validate: false);
        foreach (var pair in read.KeyValues)
        {
            Statements.Add(pair);
        }
        foreach (var table in read.Tables)
        {
            Statements.Add(table);
            foreach (var pair in table.Items)
            {
                Statements.Add(pair);
            }
        }
        foreach (var found in read.Diagnostics)
        {
            if (found.Span.Start.Offset > 0 && !IsNone(found.Message, found.Span.Start.Offset))
            {
                Errors.Add(new TomlSaid(Offset(found.Span.Start.Offset), found.Message));
            }
        }
        // Those of the lexer come behind those of the parser.
        Errors.Sort(static (one, other) => one.At - other.At);

        Sound = Errors.Count == 0 ? Statements.Count : Statements.FindLastIndex(statement => Start(statement) <= Errors[0].At);
        if (Errors is [{ IsBetween: true }, ..])
        {
            Sound++;
        }
    }

    private static readonly TomlSerializerOptions s_options = new() { MaxDepth = TomlTree.MaxDepth + 1 };
    private static readonly TomlLexerOptions s_decoded = new() { DecodeScalars = true };

    /// <summary>All of the text.</summary>
    public string Document { get; }

    public int End { get; }

    public List<SyntaxNode> Statements { get; } = [];

    /// <summary>How many of the statements stand before the first error.</summary>
    public int Sound { get; }

    /// <summary>In the order of the text.</summary>
    public List<TomlSaid> Errors { get; } = [];

    /// <summary>Whether the error may be that the rest of its statement is not here. Words that are no values do not end one.</summary>
    public bool EndsInStatement =>
        Errors.Find(error => !error.IsOfValue || error.At >= End) is { } found
        && (found.At >= End || found.Said.StartsWith("Invalid End-Of-File", StringComparison.Ordinal));

    /// <summary>A place in the document for one that Tomlyn gives.</summary>
    public int Offset(int at) => at + _shift;

    public int Start(SyntaxNode node) => Offset(node.Span.Start.Offset);

    /// <summary>Behind its last character.</summary>
    public int EndOf(SyntaxNode node) => Offset(node.Span.End.Offset + 1);

    public string Text(SyntaxNode node) => _text[node.Span.Start.Offset..(node.Span.End.Offset + 1)];

    /// <summary>The first fault of a string that Tomlyn lets pass: a backslash before blanks that are not the end of a line, or that are it
    /// in a string of one line, and a lone carriage return among the lines that one leaves out.</summary>
    public int? FaultIn(SyntaxNode? node)
    {
        if (node is not StringValueSyntax { Token.TokenKind: TokenKind.String or TokenKind.StringMulti } found)
        {
            return null;
        }
        var text = Text(node).AsSpan();
        for (var at = text.IndexOf('\\'); at >= 0 && at < text.Length - 1; )
        {
            var rest = text[(at + 1)..];
            var blanks = rest[..^rest.TrimStart(" \t\r\n").Length];
            var isLine = found.Token!.TokenKind == TokenKind.StringMulti && blanks.TrimStart(" \t") is ['\n', ..] or ['\r', '\n', ..];
            if (!blanks.IsEmpty && !isLine)
            {
                return Start(node) + at;
            }
            if (blanks.IndexOf('\r') is var lone and >= 0 && blanks.Count('\r') != blanks.Count("\r\n"))
            {
                return Start(node) + at + 1 + lone;
            }
            var next = text[(at + 2)..].IndexOf('\\');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return null;
    }

    /// <summary>Dates and the length of numbers are looked at where they are converted, and U+FFFD is a character like any other.</summary>
    private bool IsNone(string said, int at) =>
        said.StartsWith("Invalid format of date", StringComparison.Ordinal)
        || said.StartsWith("Unable to parse the date", StringComparison.Ordinal)
        || said.StartsWith("Invalid size of", StringComparison.Ordinal)
        || (said.StartsWith("Invalid UTF-16", StringComparison.Ordinal) && _text[at] == '\uFFFD');
}
