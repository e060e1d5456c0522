using System.Text;

namespace OpenClaw.Tests.Fuzz;

/// <summary>Damages texts: repeats, nests, splices and cuts them, swaps units, and puts in the marks of their grammar and halves of
/// characters. The same seed makes the same texts.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<string> corpus, IReadOnlyList<string> marks)
{
    /// <summary>Long enough to show growth, and short enough for ten thousand of them.</summary>
    private const int Longest = 3000;

    private static readonly string[] s_odd =
    [
        "\ud800",
        "\udc00",
        "\0",
        "\uFFFF",
        "\u202E",
        "\r",
        "\n",
        "\n\n",
        "\t",
        " ",
        "\u0301",
        "😀",
        "\\ud800",
        "\\u0000",
        "\uFEFF",
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = Pick(corpus);
        for (var steps = _random.Next(1, 5); steps > 0; steps--)
        {
            text = Step(text);
        }
        return text.Length <= Longest ? text : text[..Longest];
    }

    private string Step(string text)
    {
        var at = _random.Next(text.Length + 1);
        return _random.Next(8) switch
        {
            0 => text.Insert(at, Repeated(Pick(marks))),
            1 => Repeated(Piece(text)) + text,
            2 => Nested(text),
            3 => text[..at] + Piece(Pick(corpus)) + text[at..],
            4 => text[..at],
            5 => text.Remove(at, Math.Min(text.Length - at, _random.Next(1, 8))),
            6 => Swapped(text),
            _ => text.Insert(at, _random.Next(2) == 0 ? Pick(s_odd) : Pick(marks)),
        };
    }

    private string Pick(IReadOnlyList<string> texts) => texts[_random.Next(texts.Count)];

    private string Piece(string text)
    {
        var at = _random.Next(text.Length + 1);
        return text.Substring(at, Math.Min(text.Length - at, _random.Next(1, 40)));
    }

    private string Repeated(string text) =>
        text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(text, Math.Min(_random.Next(4) == 0 ? 1000 : 20, Longest / text.Length)));

    /// <summary>An opening before the text and a closing behind it, often.</summary>
    private string Nested(string text)
    {
        var times = _random.Next(4) == 0 ? 500 : _random.Next(1, 10);
        return string.Concat(Enumerable.Repeat(Pick(marks), times)) + text + string.Concat(Enumerable.Repeat(Pick(marks), times));
    }

    private string Swapped(string text)
    {
        if (text.Length < 2)
        {
            return text;
        }
        var units = new StringBuilder(text);
        for (var swaps = _random.Next(1, 6); swaps > 0; swaps--)
        {
            var (one, other) = (_random.Next(text.Length), _random.Next(text.Length));
            (units[one], units[other]) = (units[other], units[one]);
        }

        return units.ToString();
    }
}
