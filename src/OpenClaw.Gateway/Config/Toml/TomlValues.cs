using Tomlyn.Syntax;

namespace OpenClaw.Config.Toml;

/// <summary>Turns keys and values of Tomlyn's tree into ours, with their places, and looks at what it lets pass.</summary>
internal sealed class TomlValues(TomlPiece piece, TomlTree tree, TomlErrors errors)
{
    public TomlSpan Span(SyntaxNode node) => errors.Span(piece.Start(node), piece.EndOf(node) - piece.Start(node));

    /// <summary>The parts of a key; null, and an error, when it cannot be one.</summary>
    public List<TomlKeyPart>? Key(KeySyntax key)
    {
        var parts = new List<TomlKeyPart>(1 + key.DotKeys.ChildrenCount);
        var isSound = TryPart(key.Key!, parts);
        foreach (var dotted in key.DotKeys)
        {
            if (parts.Count == TomlTree.MaxDepth)
            {
                errors.Report(Span(dotted.Dot!), $"a key of more than {TomlTree.MaxDepth} parts is nested too deep");
                return null;
            }
            isSound &= TryPart(dotted.Key!, parts);
        }

        return isSound ? parts : null;
    }

    /// <summary>A value; null, and an error, when it is none.</summary>
    /// <param name="depth">Of the table or array that it is in.</param>
    public TomlValue? Value(ValueSyntax value, int depth)
    {
        var span = Span(value);
        switch (value)
        {
            case StringValueSyntax text:
                return IsSound(text) ? new TomlString(text.Value!, span) : null;
            case IntegerValueSyntax integer:
                return Integer(integer, span);
            case FloatValueSyntax number:
                return new TomlFloat(number.Value, span);
            case BooleanValueSyntax boolean:
                return new TomlBoolean(boolean.Value, span);
            case DateTimeValueSyntax:
                return TomlTimes.Read(piece.Text(value), span, out var error) ?? Fail(span, error!);
            case ArraySyntax or InlineTableSyntax when depth >= TomlTree.MaxDepth:
                return Fail(span with { Length = 1 }, TomlTree.TooDeep);
            case ArraySyntax array:
                return new TomlArray(array.Items.Select(item => Value(item.Value!, depth + 1)).OfType<TomlValue>(), span);
            case InlineTableSyntax braces:
                var table = new TomlTable(span, TomlTableOrigin.Inline, depth);
                foreach (var item in braces.Items)
                {
                    Assign(table, item.KeyValue!);
                }
                return table;
            default:
                throw new InvalidOperationException($"a value of the kind {value.Kind} in a document without an error");
        }
    }

    public void Assign(TomlTable table, KeyValueSyntax pair)
    {
        if (Key(pair.Key!) is { } path && Value(pair.Value!, table.Depth + path.Count) is { } value)
        {
            tree.Assign(table, path, value);
        }
    }

    /// <summary>What a part of a key is called.</summary>
    public static string Name(SyntaxNode part) => (part is BareKeySyntax bare ? bare.Key!.Text : ((StringValueSyntax)part).Value) ?? "";

    private bool TryPart(SyntaxNode part, List<TomlKeyPart> parts)
    {
        parts.Add(new TomlKeyPart(Name(part), Span(part)));
        return part is not StringValueSyntax text || IsSound(text);
    }

    private bool IsSound(StringValueSyntax text)
    {
        if (piece.FaultIn(text) is { } at)
        {
            var fault = new TomlSentences(piece, null, at).OfString();
            errors.Report(errors.Span(fault.Offset, fault.Length), fault.Message);
            return false;
        }
        return true;
    }

    /// <summary>Tomlyn takes all 64 bits of what is not decimal, and counts zeros in front.</summary>
    private TomlValue? Integer(IntegerValueSyntax integer, TomlSpan span)
    {
        var most = integer.Token!.TokenKind switch
        {
            TokenKind.IntegerHexa => 16,
            TokenKind.IntegerOctal => 21,
            TokenKind.IntegerBinary => 64,
            _ => 0,
        };
        if (most == 0)
        {
            return new TomlInteger(integer.Value, span);
        }
        var word = piece.Text(integer);
        var digits = word.AsSpan(2).TrimStart("0_");
        return integer.Value >= 0 && digits.Length - digits.Count('_') <= most
            ? new TomlInteger(integer.Value, span)
            : Fail(span, TomlWords.TooLong(word));
    }

    private TomlValue? Fail(TomlSpan span, string message)
    {
        errors.Report(span, message);
        return null;
    }
}
