using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Delivery.Cutting;

namespace OpenClaw.Tests.Delivery.Cutting;

/// <summary>Long text is cut where a person would cut it, and nothing is lost.</summary>
public class TextCutterTests
{
    private static readonly string s_family = string.Join('\u200D', Enumerable.Repeat("👩", 41));

    [Theory]
    [InlineData("", 20, "")]
    [InlineData(" \n\n ", 20, "")]
    [InlineData("short", 20, "short")]
    [InlineData("  as it is \n", 20, "  as it is \n")]
    [InlineData("one para\n\ntwo para\nmore", 20, "one para|two para\nmore")]
    [InlineData("first line\nsecond line\nthird", 20, "first line|second line\nthird")]
    [InlineData("One is here. Two is not.", 20, "One is here.|Two is not.")]
    [InlineData("He said \"no.\" And left.", 20, "He said \"no.\"|And left.")]
    [InlineData("a few words without any stop", 20, "a few words without|any stop")]
    [InlineData("averyveryverylongwordindeed", 10, "averyveryv|erylongwor|dindeed")]
    [InlineData("short averyveryverylongwordindeed", 20, "short|averyveryverylongwor|dindeed")]
    [InlineData("漢字漢字。漢字漢字漢字", 8, "漢字漢字。|漢字漢字漢字")]
    [InlineData("line one\r\n\r\nline two is long", 20, "line one|line two is long")]
    [InlineData("ab https://example.org/path", 25, "ab|https://example.org/path")]
    public void Cut_Prose_BreaksAtTheBestPlace(string text, int limit, string expected) =>
        Assert.Equal(expected, string.Join('|', TextCutter.Cut(text, new TextLimit(limit))));

    [Theory]
    // Closed, and opened again with its language.
    [InlineData("```py\naaaaaaaa\nbbbbbbbb\ncccccccc\n```", 32, "```py\naaaaaaaa\nbbbbbbbb\n```|```py\ncccccccc\n```")]
    // A block that fits whole into the next piece is not cut at all.
    [InlineData("some words before\n```sh\nls -l\npwd\n```\nand after", 34, "some words before|```sh\nls -l\npwd\n```\nand after")]
    [InlineData("~~~\naaaaaaaa\nbbbbbbbb\ncccccccc\n~~~\nend", 28, "~~~\naaaaaaaa\nbbbbbbbb\n~~~|~~~\ncccccccc\n~~~\nend")]
    // A shorter fence inside a longer one is text.
    [InlineData("````md\n```\ninner\n```\nmore of it\n````", 34, "````md\n```\ninner\n```\n````|````md\nmore of it\n````")]
    // Indents and single blank lines of code stay; the blanks at the cut go.
    [InlineData("```\nif x:\n\n    one\n\n    two()\n    three\n```", 28, "```\nif x:\n\n    one\n```|```\n    two()\n    three\n```")]
    // What is left of a block is only its end: no empty block is sent.
    [InlineData("```\naaaaaaaaaaaaaaaaaa\n\n\n\n\n\n\n```\nafter it", 30, "```\naaaaaaaaaaaaaaaaaa\n```|after it")]
    // Code of one endless line.
    [InlineData("```\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n```", 24, "```\naaaaaaaaaaaaaaaa\n```|```\naaaaaaaaaaaaaa\n```")]
    // Never closed: the end of the text closes it.
    [InlineData("```js\naaaaaaaaaa\nbbbbbbbbbb\ncccc", 24, "```js\naaaaaaaaaa\n```|```js\nbbbbbbbbbb\ncccc")]
    // Code inside a line is no block.
    [InlineData("``` not a `fence` this is text of a line", 24, "``` not a `fence` this|is text of a line")]
    public void Cut_Code_IsClosedAndOpenedAgain(string text, int limit, string expected) =>
        Assert.Equal(expected, string.Join('|', TextCutter.Cut(text, new TextLimit(limit))));

    [Theory]
    // Header and delimiter stand above each piece of the table, and not above what follows it.
    [InlineData(
        "|a|b|\n|-|-|\n|1111|2|\n|3333|4|\n|5555|6|\n\nand after it",
        30,
        "|a|b|\n|-|-|\n|1111|2|\n|3333|4|#|a|b|\n|-|-|\n|5555|6|#and after it"
    )]
    [InlineData("words\n\n|a|b|\n|:-|-:|\n|1|2|\n|3|4|\n|5|6|", 28, "words\n\n|a|b|\n|:-|-:|\n|1|2|#|a|b|\n|:-|-:|\n|3|4|\n|5|6|")]
    [InlineData("a | b\n--|--\n1111 | 2\n3333 | 4\n5555 | 6", 28, "a | b\n--|--\n1111 | 2#a | b\n--|--\n3333 | 4#a | b\n--|--\n5555 | 6")]
    // A header that leaves next to no room is text.
    [InlineData("|aaaaaaaaaa|b|\n|-|-|\n|1|2|\n|3|4|", 24, "|aaaaaaaaaa|b|\n|-|-|#|1|2|\n|3|4|")]
    // No table: a line of dashes below words, and bars without one.
    [InlineData("a heading\n---------\none more line", 24, "a heading\n---------#one more line")]
    [InlineData("a | b is a pipe\nc | d is another", 20, "a | b is a pipe#c | d is another")]
    public void Cut_Table_KeepsItsHeader(string text, int limit, string expected) =>
        Assert.Equal(expected, string.Join('#', TextCutter.Cut(text, new TextLimit(limit))));

    [Fact]
    public void Cut_CodeInTheMiddleOfALine_NeverBecomesAFence()
    {
        var text = $"see {new string('x', 10)} ```` and then ~~~ here it goes on for a while, and on";

        for (var limit = 12; limit < text.Length; limit++)
        {
            Assert.DoesNotContain(
                TextCutter.Cut(text, new TextLimit(limit)),
                static piece => piece.StartsWith("```") || piece.StartsWith("~~~")
            );
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(40)]
    public void Cut_OneGraphemeLongerThanThePiece_IsCutBetweenItsCharacters(int limit)
    {
        var text = $"{s_family}{s_family} and \u0301 more{new string('\u0301', 100)}";

        var pieces = TextCutter.Cut(text, new TextLimit(limit));

        Assert.Equal(Bare(text), Bare(string.Concat(pieces)));
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, Math.Max(2, limit)));
        Assert.All(pieces, static piece => Assert.True(IsWellFormed(piece)));
    }

    [Fact]
    public void Cut_OneGraphemeThatFits_IsNotCut()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍👩‍👧e\u0301🇳🇱", 50));
        var starts = StringInfo.ParseCombiningCharacters(text).ToHashSet();

        var at = 0;
        foreach (var piece in TextCutter.Cut(text, new TextLimit(21)))
        {
            Assert.Contains(at, starts);
            at += piece.Length;
        }

        Assert.Equal(text.Length, at);
    }

    [Fact]
    public void Cut_HundredThousandLines_IsQuick()
    {
        var text = string.Join('\n', Enumerable.Range(0, 100_000).Select(static i => $"line {i} of the log"));

        var pieces = TextCutter.Cut(text, new TextLimit(4096));

        Assert.Equal(text, string.Join('\n', pieces));
        Assert.InRange(pieces.Count, text.Length / 4096, text.Length / 3000);
    }

    [Fact]
    public void Cut_AnyText_FitsAndLosesNothingButBlanks() =>
        Prop.ForAll(
                Texts(withFences: false),
                Gen.Choose(1, 60).ToArbitrary(),
                (text, limit) =>
                {
                    var pieces = TextCutter.Cut(text, new TextLimit(limit));
                    var at = 0;
                    foreach (var piece in pieces)
                    {
                        if (piece.Length == 0 || piece.Length > Math.Max(2, limit) || !IsWellFormed(piece))
                        {
                            return false;
                        }
                        var found = text.IndexOf(piece, at, StringComparison.Ordinal);
                        if (found < 0 || !text.AsSpan(at, found - at).IsWhiteSpace())
                        {
                            return false;
                        }
                        at = found + piece.Length;
                    }

                    return text.AsSpan(at).IsWhiteSpace();
                }
            )
            .Check(Many);

    [Fact]
    public void Cut_AnyTextWithCode_KeepsEveryLineInAndOutOfItsBlock() =>
        Prop.ForAll(
                Texts(withFences: true),
                Gen.Choose(24, 90).ToArbitrary(),
                (text, limit) =>
                {
                    var pieces = TextCutter.Cut(text, new TextLimit(limit));
                    return pieces.All(piece => piece.Trim().Length > 0 && piece.Length <= limit && IsWellFormed(piece))
                        // Which characters are code and which are not is the same before and after, and so are the languages of the blocks
                        // that have something in them.
                        && Marked(text).SequenceEqual(pieces.SelectMany(Marked));
                }
            )
            .Check(Many);

    private static FsCheck.Config Many => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(3000));

    private static Arbitrary<string> Texts(bool withFences)
    {
        string[] parts =
        [
            "a",
            "word",
            "sentence.",
            "Why?",
            "longerwordthanmost",
            " ",
            "  ",
            "\t",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "é",
            "e\u0301",
            "👍🏽",
            "👩‍👩‍👧",
            "🇳🇱",
            "漢字。",
            "\u00A0",
            "\u0301",
            "(x)",
            "…",
            "«",
            "\u200D",
        ];
        string[] fences = ["\n```\n", "\n```py\n", "\n~~~\n", "\n  ```sh\n", "\n````\n"];
        var some = withFences ? Gen.Frequency((6, Gen.Elements(parts)), (1, Gen.Elements(fences))) : Gen.Elements(parts);
        return some.ListOf().Select(static list => string.Concat(list)).ToArbitrary();
    }

    /// <summary>Each visible character with the language of the block it is in. Written anew and line by line, so that it shares no mistake
    /// with what it checks.</summary>
    private static IEnumerable<(Rune, string)> Marked(string text)
    {
        string? close = null;
        var language = "-";
        foreach (var line in text.Split('\n'))
        {
            var bare = line.Trim();
            var marker = bare.Length > 0 && bare[0] is '`' or '~' ? bare[..bare.TakeWhile(c => c == bare[0]).Count()] : "";
            if (close is null && marker.Length >= 3)
            {
                (close, language) = (marker, bare[marker.Length..]);
                continue;
            }

            if (close is not null && bare == marker && marker.Length >= close.Length && marker[0] == close[0])
            {
                (close, language) = (null, "-");
                continue;
            }

            foreach (var rune in bare.EnumerateRunes().Where(static r => !Rune.IsWhiteSpace(r)))
            {
                yield return (rune, language);
            }
        }
    }

    private static string Bare(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(static r => r == Rune.ReplacementChar);
}
