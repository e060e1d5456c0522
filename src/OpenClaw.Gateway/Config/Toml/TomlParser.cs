using System.Buffers;
using Tomlyn;
using Tomlyn.Syntax;

namespace OpenClaw.Config.Toml;

/// <summary>
/// Reads a document with Tomlyn, some lines at a time and of them what stands before the first error: what Tomlyn says behind one is
/// guesswork, and a string that is not closed would hide half a file. The error gets a sentence of ours, and reading goes on behind it.
/// </summary>
internal sealed class TomlParser
{
    /// <summary>The most that is read at once, unless a statement is longer: Tomlyn's tree takes a few hundred times its text.</summary>
    private const int Longest = 32 * 1024;

    private static readonly SearchValues<char> s_inKeys = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.\"'"
    );

    private readonly string _text;
    private readonly TomlErrors _errors;
    private readonly TomlTree _tree;
    private int _pos;

    /// <summary>So much from there is known to end inside a statement.</summary>
    private int _tooShort;

    public TomlParser(TomlSource source)
    {
        _text = source.Text;
        _errors = new TomlErrors(source);
        _tree = new TomlTree(_errors);
    }

    public IReadOnlyList<TomlError> Errors => _errors.All;

    public TomlTable ParseDocument()
    {
        for (var length = Longest; _pos < _text.Length && !_errors.IsFull; )
        {
            var end = NextLine(Math.Min(_text.Length, _pos + length - 1));
            try
            {
                length = Read(new TomlPiece(_text, _pos, end));
            }
            catch (TomlException)
            {
                length = Shorten(end);
            }
        }
        return _tree.Root;
    }

    /// <summary>Tomlyn throws where nesting is too deep, and does not say where: finds the statement.</summary>
    private int Shorten(int end)
    {
        var half = NextLine(_pos + _tooShort + ((end - _pos - _tooShort) / 2));
        if ((half < end ? half : NextLine(_pos + _tooShort)) is var shorter && shorter < end)
        {
            return shorter - _pos;
        }
        _errors.Report(_errors.Span(_pos + _text.AsSpan(_pos).IndexOfAny('[', '{'), 1), TomlTree.TooDeep);
        GoOn(_pos, end - 1, isBracket: true);
        return 1;
    }

    /// <returns>How much shall be read next: behind an error a line, for there may be one in each.</returns>
    private int Read(TomlPiece piece)
    {
        if (piece.EndsInStatement && piece.End < _text.Length)
        {
            _tooShort = piece.End - _pos;
            return _tooShort * 4;
        }
        var values = new TomlValues(piece, _tree, _errors);
        foreach (var statement in piece.Statements.Take(piece.Sound))
        {
            Take(values, statement);
        }
        if (piece.Errors.Count == 0)
        {
            var length = piece.End - _pos;
            (_pos, _tooShort) = (piece.End, 0);
            return Math.Min(Longest, length * 4);
        }

        var failing = piece.Statements.ElementAtOrDefault(piece.Sound);
        if (failing is TableSyntaxBase)
        {
            _tree.LeaveTable();
        }
        var readOn = _pos;
        foreach (var error in piece.Errors)
        {
            var fault = new TomlSentences(piece, failing, error.At).Of(error.Said);
            _errors.Report(_errors.Span(fault.Offset, fault.Length), fault.Message);
            readOn = fault.ReadOn;
            // A word that is no value leaves the brackets whole that it is in, and another behind it can be believed.
            var next = piece.Errors.Find(other => other.At > error.At);
            if (!error.IsOfValue || next is not { IsOfValue: true } || next.At >= piece.EndOf(failing!))
            {
                break;
            }
        }
        var start = failing is null ? readOn : piece.Start(failing);
        GoOn(start, readOn, failing is KeyValueSyntax { Value: ArraySyntax or InlineTableSyntax } && IsOpen(start, readOn));
        return 1;
    }

    /// <summary>
    /// Finds the line to read on at. Behind brackets that are broken the lines that follow are elements and would each be called wrong, so
    /// it is one that reads like a statement and begins at the margin.
    /// </summary>
    private void GoOn(int start, int at, bool isBracket)
    {
        at = Math.Clamp(at, start, _text.Length);
        _tooShort = 0;
        // A bracket that was never closed is noticed only on the next statement's line. That statement shall not be lost.
        var isLater = isBracket && at < _text.Length && _text.AsSpan(start, at - start).Contains('\n');
        _pos = isLater ? _text.LastIndexOf('\n', at - 1) + 1 : NextLine(at);
        while (isBracket && _pos < _text.Length && !LooksLikeStatement())
        {
            _pos = NextLine(_pos);
        }
    }

    /// <summary>Whether brackets are open at the end of the line that an error is in.</summary>
    private bool IsOpen(int start, int at)
    {
        var statement = _text.AsSpan(start, NextLine(Math.Max(start, at)) - start);
        return statement.Count('[') + statement.Count('{') > statement.Count(']') + statement.Count('}');
    }

    private bool LooksLikeStatement()
    {
        // Only what begins at the margin: elements of a broken array are nearly always indented.
        var line = _text.AsSpan(_pos, NextLine(_pos) - _pos).TrimEnd();
        if (line is ['[', ..])
        {
            return line[^1] == ']' && !line.Contains(',');
        }
        var sign = line.IndexOf('=');
        return sign > 0 && !line[..sign].TrimEnd(" \t").ContainsAnyExcept(s_inKeys);
    }

    private int NextLine(int at) => at < _text.Length && _text.IndexOf('\n', at) is var feed and >= 0 ? feed + 1 : _text.Length;

    private void Take(TomlValues values, SyntaxNode statement)
    {
        if (statement is KeyValueSyntax pair)
        {
            values.Assign(_tree.Current, pair);
            return;
        }
        _tree.LeaveTable();
        var header = (TableSyntaxBase)statement;
        if (values.Key(header.Name!) is { } path)
        {
            var span = values.Span(header.OpenBracket!);
            span = span with { Length = values.Span(header.CloseBracket!) is var close ? close.Offset + close.Length - span.Offset : 0 };
            _tree.Open(path, span, header is TableArraySyntax);
        }
    }
}
