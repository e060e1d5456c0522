using System.Text;

namespace OpenClaw.Config.Toml;

/// <summary>
/// Reads statements: headers and <c>key = value</c> lines. A statement that cannot be read is reported and skipped, and reading
/// goes on with the next. Every step moves forward, so time grows with the length of the text and nothing else.
/// </summary>
internal sealed partial class TomlParser
{
    // Deep enough for any document a person writes; shallow enough for the stack of a thread that a caller may have chosen small.
    internal const int MaxDepth = 128;
    private const int MaxErrors = 100;

    private readonly TomlSource _source;
    private readonly string _text;
    private readonly TomlVersion _version;
    private readonly List<TomlError> _errors = [];
    private readonly TomlTable _root;
    private TomlTable _current;
    private int _pos;
    private int _line = 1;
    private int _lastErrorLine;

    public TomlParser(TomlSource source, TomlVersion version)
    {
        _source = source;
        _text = source.Text;
        _version = version;
        _root = new TomlTable(Span(0, 0), TomlTableOrigin.Header, depth: 0);
        _current = _root;
    }

    public IReadOnlyList<TomlError> Errors => _errors;

    public TomlTable ParseDocument()
    {
        while (_errors.Count <= MaxErrors)
        {
            SkipBlanks();
            if (AtEnd)
            {
                break;
            }
            if (TryNewline())
            {
                continue;
            }
            if (Peek == '#')
            {
                if (!TryComment())
                {
                    SkipLine();
                }
                continue;
            }

            var line = _line;
            if (!TryStatement() || !TryEndOfStatement())
            {
                Recover(line);
            }
        }

        if (_errors.Count > MaxErrors)
        {
            _errors[MaxErrors] = new TomlError("there are more errors; they are not shown", _errors[MaxErrors].Span);
        }
        return _root;
    }

    private bool AtEnd => _pos >= _text.Length;

    private char Peek => _pos < _text.Length ? _text[_pos] : '\0';

    private char PeekAt(int ahead) => _pos + ahead < _text.Length ? _text[_pos + ahead] : '\0';

    private bool TryStatement() => Peek == '[' ? TryHeader() : TryKeyValue(_current);

    private bool TryEndOfStatement()
    {
        SkipBlanks();
        if (AtEnd || TryNewline())
        {
            return true;
        }
        if (Peek == '#')
        {
            return TryComment();
        }
        return Fail(_pos, RestOfToken(), $"expected the end of the line, found {Show(_pos)}");
    }

    private bool TryKeyValue(TomlTable table)
    {
        if (!TryKey(out var path))
        {
            return false;
        }
        SkipBlanks();
        if (Peek != '=')
        {
            var last = path[^1].Span;
            return Fail(
                _pos,
                RestOfToken(),
                AtLineEnd
                    ? $"the key {Quote(path[^1].Name)} needs '=' and a value"
                    : $"expected '=' after the key {Quote(path[^1].Name)}, found {Show(_pos)}",
                AtLineEnd ? last : null
            );
        }

        _pos++;
        SkipBlanks();
        var depth = table.Depth + path.Count;
        if (!TryValue(depth, out var value))
        {
            return false;
        }
        Assign(table, path, value);
        return true;
    }

    /// <summary>Puts a value where a dotted key points. A mistake here is one of meaning: it is reported and reading goes on.</summary>
    private void Assign(TomlTable table, List<KeyPart> path, TomlValue value)
    {
        for (var i = 0; i < path.Count - 1; i++)
        {
            var part = path[i];
            if (!table.TryGet(part.Name, out var entry))
            {
                var child = NewTable(part.Span, TomlTableOrigin.Dotted, table);
                if (child is null)
                {
                    return;
                }
                table.Add(new TomlEntry(part.Name, part.Span, child));
                table = child;
            }
            else if (entry.Value is TomlTable { Origin: TomlTableOrigin.Dotted } dotted)
            {
                table = dotted;
            }
            else
            {
                // A table with a header, or in braces, is finished where it was written; dotted keys elsewhere may not reach into it.
                Report(
                    part.Span,
                    entry.Value is TomlTable
                        ? $"a dotted key may not add to the table {Quote(part.Name)}, which is defined at line {entry.KeySpan.Line}"
                        : $"{Quote(part.Name)} is {entry.Value.KindName} (line {entry.KeySpan.Line}), not a table"
                );
                return;
            }
        }

        var last = path[^1];
        if (table.TryGet(last.Name, out var first))
        {
            Report(last.Span, $"{Quote(last.Name)} is already defined at line {first.KeySpan.Line}");
        }
        else
        {
            table.Add(new TomlEntry(last.Name, last.Span, value));
        }
    }

    private bool TryHeader()
    {
        var start = _pos;
        var isArray = PeekAt(1) == '[';
        _pos += isArray ? 2 : 1;
        SkipBlanks();
        // A header that fails must not leave its keys to the table before it, where they would be called duplicates.
        _current = new TomlTable(Span(start, 0), TomlTableOrigin.Header, depth: 0);
        if (Peek == ']')
        {
            return Fail(start, _pos + 1 - start, "a table header needs a name between its brackets");
        }
        if (!TryKey(out var path))
        {
            return false;
        }
        SkipBlanks();
        if (Peek != ']' || (isArray && PeekAt(1) != ']'))
        {
            return Fail(_pos, RestOfToken(), $"expected '{(isArray ? "]]" : "]")}' to end the table header, found {Show(_pos)}");
        }
        _pos += isArray ? 2 : 1;
        OpenTable(path, Span(start, _pos - start), isArray);
        return true;
    }

    private void OpenTable(List<KeyPart> path, TomlSpan header, bool isArray)
    {
        var table = _root;
        for (var i = 0; i < path.Count - 1; i++)
        {
            if (Descend(table, path[i], header) is not { } next)
            {
                return;
            }
            table = next;
        }

        var last = path[^1];
        if (!table.TryGet(last.Name, out var entry))
        {
            if (NewTable(header, TomlTableOrigin.Header, table) is not { } created)
            {
                return;
            }
            table.Add(new TomlEntry(last.Name, last.Span, isArray ? new TomlArray([created], header) { IsOfTables = true } : created));
            _current = created;
        }
        else if (isArray && entry.Value is TomlArray { IsOfTables: true } array)
        {
            if (NewTable(header, TomlTableOrigin.Header, table) is not { } created)
            {
                return;
            }
            array.Append(created);
            _current = created;
        }
        else if (!isArray && entry.Value is TomlTable { Origin: TomlTableOrigin.Implied } implied)
        {
            implied.Origin = TomlTableOrigin.Header;
            _current = implied;
        }
        else
        {
            Report(
                last.Span,
                (isArray, entry.Value) switch
                {
                    (false, TomlTable) => $"the table {Quote(last.Name)} is already defined at line {entry.KeySpan.Line}",
                    (true, TomlArray) =>
                        $"{Quote(last.Name)} is an array written in brackets at line {entry.KeySpan.Line}; [[{last.Name}]] cannot add to it",
                    (false, TomlArray { IsOfTables: true }) =>
                        $"{Quote(last.Name)} is an array of tables since line {entry.KeySpan.Line}; write [[{last.Name}]]",
                    _ => $"{Quote(last.Name)} is already defined at line {entry.KeySpan.Line}, as {entry.Value.KindName}",
                }
            );
        }
    }

    private TomlTable? Descend(TomlTable table, KeyPart part, TomlSpan header)
    {
        if (!table.TryGet(part.Name, out var entry))
        {
            var created = NewTable(header, TomlTableOrigin.Implied, table);
            if (created is not null)
            {
                table.Add(new TomlEntry(part.Name, part.Span, created));
            }
            return created;
        }

        switch (entry.Value)
        {
            case TomlTable { Origin: not TomlTableOrigin.Inline } child:
                return child;
            case TomlArray { IsOfTables: true } array:
                return (TomlTable)array[^1];
            case TomlTable:
                Report(part.Span, $"{Quote(part.Name)} is a table in braces (line {entry.KeySpan.Line}), which nothing can be added to");
                return null;
            default:
                Report(part.Span, $"{Quote(part.Name)} is {entry.Value.KindName} (line {entry.KeySpan.Line}), not a table");
                return null;
        }
    }

    private TomlTable? NewTable(TomlSpan span, TomlTableOrigin origin, TomlTable parent)
    {
        if (parent.Depth < MaxDepth)
        {
            return new TomlTable(span, origin, parent.Depth + 1);
        }
        Report(span, $"tables and arrays are nested more than {MaxDepth} deep");
        return null;
    }

    /// <summary>
    /// Finds the place to read on after a broken statement. Outside brackets that is the next line. Inside them the lines that follow are
    /// elements and would each be called wrong, so it looks for a line that reads like a statement and begins at the margin.
    /// </summary>
    private void Recover(int statementLine)
    {
        var insideBrackets = _nesting > 0;
        _nesting = 0;
        // A bracket that was never closed is noticed only on the next statement's line. That statement shall not be lost.
        if (insideBrackets && _line > statementLine && !AtEnd)
        {
            _pos = _pos == 0 ? 0 : _text.LastIndexOf('\n', _pos - 1) + 1;
        }
        else
        {
            SkipLine();
        }
        while (insideBrackets && !AtEnd && !LooksLikeStatement())
        {
            SkipLine();
        }
    }

    private bool LooksLikeStatement()
    {
        // Only what begins at the margin: elements of a broken array are nearly always indented.
        if (Peek == '[')
        {
            var end = _text.AsSpan(_pos).IndexOf('\n');
            var line = (end < 0 ? _text.AsSpan(_pos) : _text.AsSpan(_pos, end)).TrimEnd();
            return line[^1] == ']' && !line.Contains(',');
        }

        var at = _pos;
        while (at < _text.Length && (IsBareKey(_text[at]) || _text[at] is '.' or '"' or '\''))
        {
            at++;
        }
        if (at == _pos)
        {
            return false;
        }
        while (at < _text.Length && _text[at] is ' ' or '\t')
        {
            at++;
        }
        return at < _text.Length && _text[at] == '=';
    }

    private void SkipLine()
    {
        var rest = _text.AsSpan(_pos).IndexOf('\n');
        if (rest < 0)
        {
            _pos = _text.Length;
            return;
        }

        _pos += rest + 1;
        _line++;
    }

    private void SkipBlanks()
    {
        while (_pos < _text.Length && _text[_pos] is ' ' or '\t')
        {
            _pos++;
        }
    }

    private bool AtLineEnd => AtEnd || Peek == '\n' || (Peek == '\r' && PeekAt(1) == '\n');

    private bool TryNewline()
    {
        if (AtEnd || !AtLineEnd)
        {
            return false;
        }
        _pos += Peek == '\r' ? 2 : 1;
        _line++;
        return true;
    }

    /// <summary>Reads a comment and its line ending.</summary>
    private bool TryComment()
    {
        while (!AtLineEnd)
        {
            if (!IsAllowedInText(_pos))
            {
                return FailCharacter("a comment");
            }
            _pos++;
        }

        TryNewline();
        return true;
    }

    private TomlSpan Span(int start, int length) => new(_source, start, length);

    private bool Fail(int start, int length, string message, TomlSpan? elsewhere = null)
    {
        Report(elsewhere ?? Span(start, length), message);
        return false;
    }

    // One error a line: what follows a mistake on its own line is nearly always its echo.
    private void Report(TomlSpan span, string message)
    {
        if (_lastErrorLine == _line || _errors.Count > MaxErrors)
        {
            return;
        }
        _lastErrorLine = _line;
        _errors.Add(new TomlError(message, span));
    }

    private bool FailCharacter(string place)
    {
        var c = Peek;
        var hint = c switch
        {
            '\r' => "a carriage return without a line feed",
            _ when char.IsSurrogate(c) => "half of a surrogate pair",
            _ => $"the control character U+{(int)c:X4}",
        };
        return Fail(_pos, 1, $"{hint} is not allowed in {place}");
    }

    // Tab is the one control character that may stand in a comment or a string.
    private bool IsAllowedInText(int at)
    {
        var c = _text[at];
        if (c is < ' ' and not '\t' or '\u007F')
        {
            return false;
        }
        if (!char.IsSurrogate(c))
        {
            return true;
        }
        return char.IsHighSurrogate(c)
            ? at + 1 < _text.Length && char.IsLowSurrogate(_text[at + 1])
            : at > 0 && char.IsHighSurrogate(_text[at - 1]);
    }

    /// <summary>How far the word at the cursor goes, so that a caret underlines all of it.</summary>
    private int RestOfToken()
    {
        var end = _pos;
        while (end < _text.Length && end - _pos < 200 && !(_text[end] is ' ' or '\t' or '\r' or '\n' or ',' or ']' or '}' or '#' or '='))
        {
            end++;
        }
        return end > _pos ? end - _pos
            : AtLineEnd ? 0
            : 1;
    }

    private string Show(int at)
    {
        if (at >= _text.Length)
        {
            return "the end of the file";
        }
        if (_text[at] == '\r' && (at + 1 >= _text.Length || _text[at + 1] != '\n'))
        {
            return "a carriage return without a line feed";
        }
        if (_text[at] is '\n' or '\r')
        {
            return "the end of the line";
        }
        Rune.DecodeFromUtf16(_text.AsSpan(at), out var rune, out _);
        return Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar ? $"U+{rune.Value:X4}" : $"'{rune}'";
    }

    // A key may hold anything; only its beginning belongs in a sentence.
    private static string Quote(string key)
    {
        var safe = new StringBuilder("'");
        foreach (var rune in (key.Length > 60 ? key[..60] + "..." : key).EnumerateRunes())
        {
            safe.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:X4}" : rune.ToString());
        }
        return safe.Append('\'').ToString();
    }

    private readonly record struct KeyPart(string Name, TomlSpan Span);
}
