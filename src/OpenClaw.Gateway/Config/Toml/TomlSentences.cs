using System.Buffers;
using Tomlyn.Syntax;

namespace OpenClaw.Config.Toml;

/// <summary>What is said of an error, where, and the place behind which reading goes on.</summary>
internal readonly record struct TomlFault(string Message, int Offset, int Length, int ReadOn);

/// <summary>Finds our sentence for what Tomlyn says, from that and from the text at the place. Nothing of its own words is shown: they quote
/// what may be a secret.</summary>
/// <param name="failing">The statement that the error is in; null for what is no statement.</param>
internal sealed class TomlSentences(TomlPiece piece, SyntaxNode? failing, int at)
{
    private static readonly SearchValues<char> s_afterWord = SearchValues.Create(" \t\r\n,]}#");
    private static readonly SearchValues<char> s_beforeWord = SearchValues.Create(" \t\r\n,[]{}#=\"'");

    private readonly string _text = piece.Document;

    /// <summary>How Tomlyn's words begin and end; what stands between may be the document's.</summary>
    private static readonly Row[] s_table =
    [
        new("Invalid control character", " in comment", static s => s.Character(" in a comment")),
        new("Invalid control character", "", static s => s.Character(" in a string")),
        new("Invalid \\r not", "", static s => s.Character(s.Text is null ? " here" : " in a string")),
        new("Invalid UTF-16", "", static s => s.Character(s.Text is null ? " here" : " in a string")),
        new("Invalid newline in a string", "", static s => s.OpenText()),
        new("Invalid End-Of-File", "", static s => s.OpenText()),
        new("Unexpected escape character", "", static s => s.Escape(s.Backslash)),
        new("Invalid escape", "", static s => s.Escape(s.Backslash)),
        new("Invalid Unicode scalar", "", static s => s.Escape(s.Backslash)),
        new("Unexpected token [", "] found", static s => s.Key()),
        new("Unexpected token", "for a base key", static s => s.Name()),
        new("Expecting `=`", "", static s => s.EqualSign()),
        new("Unexpected token end-of-line", "", static s => s.NoValue()),
        new("Unexpected token", "for a value", static s => s.Value()),
        new("Unexpected token", "while expecting token `newline`", static s => s.EndOfLine()),
        new("Unexpected token", "(token: `closebracket`)", static s => s.EndOfHeader("]")),
        new("Unexpected token", "(token: `closebracketdouble`)", static s => s.EndOfHeader("]]")),
        new("Missing a `,`", "", static s => s.Separator("']' in the array")),
        new("Unexpected token", "closing `]` for an array", static s => s.Separator("']' in the array")),
        new("Unexpected token", "", static s => s.Separator("'}' in the table")),
        new("", "", static s => s.Word()),
    ];

    public TomlFault Of(string said) =>
        // What follows a line that such a string goes on over is its echo.
        piece.FaultIn((failing as KeyValueSyntax)?.Value)
            is { } fault
        && fault < at
        && _text.AsSpan(fault..Math.Min(at, _text.Length)).Contains('\n')
            ? new TomlSentences(piece, failing, fault).OfString()
            : s_table
                .First(row => said.StartsWith(row.Begin, StringComparison.Ordinal) && said.EndsWith(row.End, StringComparison.Ordinal))
                .Say(this);

    /// <summary>Of what Tomlyn lets pass in a string.</summary>
    public TomlFault OfString() => _text[at] == '\\' ? Escape(at) : Character(" in a string");

    private sealed record Row(string Begin, string End, Func<TomlSentences, TomlFault> Say);

    private int Backslash => _text.LastIndexOf('\\', at - 1);

    private bool IsAtEnd => at >= _text.Length;

    /// <summary>The string that the error is in.</summary>
    private StringValueSyntax? Text =>
        Parts(Pair?.Key ?? (failing as TableSyntaxBase)?.Name)
            .Concat(Path())
            .OfType<StringValueSyntax>()
            .LastOrDefault(part => piece.Start(part) <= at && piece.EndOf(part) > at);

    /// <summary>The innermost pair of a key and a value that the error is in.</summary>
    private KeyValueSyntax? Pair => Path().OfType<KeyValueSyntax>().LastOrDefault();

    /// <summary>The innermost bracket that is open there.</summary>
    private SyntaxNode? Bracket =>
        Path()
            .LastOrDefault(node =>
                piece.Start(node) < at
                && (
                    node is ArraySyntax { CloseBracket: null } or InlineTableSyntax { CloseBrace: null }
                    || (node is ArraySyntax or InlineTableSyntax && piece.EndOf(node) > at)
                )
            );

    /// <summary>From the statement inwards, what the error is in or behind.</summary>
    private IEnumerable<SyntaxNode> Path()
    {
        var node = failing;
        while (node is not null && piece.Start(node) <= at)
        {
            yield return node;
            node = node switch
            {
                KeyValueSyntax pair => pair.Value,
                ArraySyntax array => array.Items.LastOrDefault(item => piece.Start(item) <= at)?.Value,
                InlineTableSyntax table => table.Items.LastOrDefault(item => piece.Start(item) <= at)?.KeyValue,
                _ => null,
            };
        }
    }

    private static IEnumerable<SyntaxNode> Parts(KeySyntax? key) =>
        key is null ? [] : key.DotKeys.Select(static dotted => dotted.Key).Prepend(key.Key).OfType<SyntaxNode>();

    private TomlFault At(int length, string message) => new(message, at, length, at);

    private TomlFault Character(string where)
    {
        var from = at;
        // For a string it is only said that there is one.
        while (from < _text.Length - 1 && !IsBad(from))
        {
            from++;
        }
        var what = _text[from] switch
        {
            '\r' => "a carriage return without a line feed",
            var c when char.IsSurrogate(c) => "half of a surrogate pair",
            var c => $"the control character U+{(int)c:X4}",
        };
        return new($"{what} is not allowed{where}", from, 1, ReadOn(from));
    }

    /// <summary>Tab is the one control character that may stand in a comment or a string.</summary>
    private bool IsBad(int place) =>
        _text[place] switch
        {
            '\n' => false,
            '\r' => place + 1 >= _text.Length || _text[place + 1] != '\n',
            var c and (< ' ' or '\u007F') => c != '\t',
            var c when char.IsHighSurrogate(c) => place + 1 >= _text.Length || !char.IsLowSurrogate(_text[place + 1]),
            var c => char.IsLowSurrogate(c) && (place == 0 || !char.IsHighSurrogate(_text[place - 1])),
        };

    /// <summary>The lines of a broken string are not statements.</summary>
    private int ReadOn(int place) =>
        Text is { Token.TokenKind: TokenKind.StringMulti or TokenKind.StringLiteralMulti } lines ? piece.EndOf(lines) : place;

    private TomlFault OpenText()
    {
        var start = piece.Start(Text!);
        // Nothing can be recovered from many lines: where the string should have ended is anybody's guess.
        return Text!.Token!.TokenKind is TokenKind.StringMulti or TokenKind.StringLiteralMulti
            ? new($"this string has no closing {new string(_text[start], 3)}", start, 3, _text.Length)
            : new($"this string has no closing {_text[start]}", start, at - start, at);
    }

    private TomlFault Escape(int start)
    {
        var rest = _text.AsSpan(start + 1);
        var digits = rest switch
        {
            ['x', ..] => 2,
            ['u', ..] => 4,
            ['U', ..] => 8,
            _ => 0,
        };
        if (digits == 0)
        {
            return rest is [] or ['\r' or '\n', ..]
                ? new("a lone backslash ends this line", start, 1, ReadOn(start))
                : new(
                    $"\\{Show(start + 1).Trim('\'')} is not an escape; write \\\\ for a backslash, or use a 'literal' string",
                    start,
                    2,
                    ReadOn(start)
                );
        }
        return
            rest.Length > digits
            && uint.TryParse(rest.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? new($"U+{code:X} is not a Unicode character", start, 2 + digits, ReadOn(start))
            : new($"\\{rest[0]} needs {digits} hexadecimal digits", start, 2, ReadOn(start));
    }

    private TomlFault Key() =>
        !IsAtEnd && char.IsLetter(_text[at])
            ? At(RestOfWord(at), $"a key with {Show(at)} in it must be quoted")
            : At(RestOfWord(at), $"expected a key, found {Show(at)}");

    private TomlFault Name()
    {
        var start = failing is TableSyntaxBase ? piece.Start(failing) : at;
        return !IsAtEnd && _text[at] == ']' && start < at && _text.AsSpan(start..at).Trim("[ \t").IsEmpty
            ? new("a table header needs a name between its brackets", start, at + 1 - start, at)
            : Key();
    }

    private TomlFault EqualSign()
    {
        if (at >= 2 && !IsAtEnd && _text[at] is '"' or '\'' && _text[at - 1] == _text[at] && _text[at - 2] == _text[at])
        {
            return new("a key cannot be a multi-line string", at - 2, 3, at);
        }
        if (Parts(Pair?.Key).LastOrDefault() is not { } part)
        {
            return Key();
        }
        var name = TomlTree.Quote(new TomlKeyPart(TomlValues.Name(part), default));
        return Show(at).StartsWith("the end", StringComparison.Ordinal)
            ? new($"the key {name} needs '=' and a value", piece.Start(part), piece.EndOf(part) - piece.Start(part), at)
            : At(RestOfWord(at), $"expected '=' after the key {name}, found {Show(at)}");
    }

    private TomlFault NoValue()
    {
        var place = piece.EndOf(Pair!.EqualToken!);
        place += _text.AsSpan(place).IndexOfAnyExcept(" \t") is var blanks and >= 0 ? blanks : _text.Length - place;
        return new("a value is missing here", place, 0, at);
    }

    private TomlFault Value() => IsAtEnd && Bracket is { } open ? Unclosed(open) : Word();

    private TomlFault EndOfLine() => EndOfLine(at);

    private TomlFault EndOfLine(int place) =>
        IsInWord(place) ? Word() : new($"expected the end of the line, found {Show(place)}", place, RestOfWord(place), place);

    private TomlFault EndOfHeader(string end) =>
        end == "]" && !IsAtEnd && _text.AsSpan(at).StartsWith("]]")
            ? EndOfLine(at + 1)
            : At(RestOfWord(at), $"expected '{end}' to end the table header, found {Show(at)}");

    private TomlFault Separator(string end)
    {
        var open = Bracket;
        if (IsAtEnd && open is not null)
        {
            return Unclosed(open);
        }
        if (open is InlineTableSyntax table && table.Items.LastOrDefault() is null or { Comma: not null })
        {
            return Key();
        }
        var start = open is null ? at : piece.Start(open);
        var since = _text.AsSpan(start, Math.Min(at, _text.Length) - start).Contains('\n')
            ? $" that begins at line {1 + _text.AsSpan(0, start).Count('\n')}"
            : "";
        return IsInWord(at) ? Word() : At(RestOfWord(at), $"expected ',' or {end}{since}, found {Show(at)}");
    }

    /// <summary>The mistake is where the bracket opened; where it was noticed, the end of the file, helps nobody.</summary>
    private TomlFault Unclosed(SyntaxNode open) =>
        new(open is ArraySyntax ? "this array has no ']'" : "this table has no '}'", piece.Start(open), 1, _text.Length);

    /// <summary>Whether a place is inside a word of which Tomlyn has taken the beginning.</summary>
    private bool IsInWord(int place) =>
        failing is KeyValueSyntax
        && place < _text.Length
        && !s_afterWord.Contains(_text[place])
        && !s_beforeWord.Contains(_text[place - 1]);

    private TomlFault Word()
    {
        var start = Math.Min(at, _text.Length);
        while (start > 0 && !s_beforeWord.Contains(_text[start - 1]))
        {
            start--;
        }
        var word = _text.AsSpan(start);
        word = word.IndexOfAny(s_afterWord) is var end and >= 0 ? word[..end] : word;
        return word.IsEmpty ? At(0, $"expected a value, found {Show(at)}") : new(TomlWords.Fault(word), start, word.Length, at);
    }

    /// <summary>How far the word there goes, so that a caret underlines all of it.</summary>
    private int RestOfWord(int place)
    {
        const int Most = 200;
        var rest = place < _text.Length ? _text.AsSpan(place, Math.Min(Most, _text.Length - place)) : default;
        return rest.IndexOfAny(" \t\r\n,]}#=") switch
        {
            < 0 => rest.Length,
            0 => rest[0] is '\r' or '\n' ? 0 : 1,
            var end => end,
        };
    }

    private string Show(int place)
    {
        if (place >= _text.Length)
        {
            return "the end of the file";
        }
        if (_text[place] is '\r' or '\n')
        {
            return IsBad(place) ? "a carriage return without a line feed" : "the end of the line";
        }
        Rune.DecodeFromUtf16(_text.AsSpan(place), out var rune, out _);
        return Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar ? $"U+{rune.Value:X4}" : $"'{rune}'";
    }
}
