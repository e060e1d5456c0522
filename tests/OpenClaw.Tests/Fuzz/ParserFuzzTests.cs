namespace OpenClaw.Tests.Fuzz;

/// <summary>
/// What somebody else wrote costs memory in proportion to its length, a small stack, and no exception, whatever it is. A stack that
/// overflows ends the test host: then the last parser that was begun is the one.
/// </summary>
public sealed class ParserFuzzTests
{
    private const int Seed = 20261129;
    private const int Mutations = 10_000;

    /// <summary>Buffers that are the same size for the shortest text.</summary>
    private const int Standing = 512 << 10;

    private const int Many = 80 << 10;

    public static TheoryData<string> Parsers => [.. FuzzedParsers.All.Select(static parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Parser_TenThousandMutations_AreReadInBoundedMemory(string name)
    {
        var parser = Find(name);
        var mutator = new Mutator(Seed, parser.Corpus, parser.Marks);
        var mutations = Draws.Of(Mutations);
        var wrong = SmallStack.Run(() =>
        {
            // What is made once and kept is no text's.
            foreach (var text in parser.Corpus)
            {
                parser.Read(text);
            }
            for (var i = 0; i < mutations; i++)
            {
                var text = mutator.Next();
                if (Complaint(parser, text) is { } complaint)
                {
                    return $"seed {Seed}, mutation {i}: {complaint}\n{OpenClaw.Foundation.Text.Escaping.Line(text)}";
                }
            }

            return null;
        });

        Assert.True(wrong is null, $"{name}: {wrong}");
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Parser_OfTwiceAsMuch_TakesNoMoreThanThreeTimesTheMemory(string name)
    {
        var parser = Find(name);
        var wrong = SmallStack.Run(() =>
        {
            foreach (var text in parser.Corpus)
            {
                parser.Read(text);
            }
            return parser
                .Marks.Concat(parser.Corpus)
                .Concat(parser.Costly)
                .Select(unit => GrowthOf(parser, unit))
                .Where(static line => line is not null)
                .ToArray();
        });

        Assert.True(wrong.Length == 0, $"{name}:\n{string.Join('\n', wrong)}");
    }

    [Trait("Load", "heavy")]
    [Theory]
    [MemberData(nameof(Parsers))]
    public void Parser_EightyKilobytesOfOneMark_LeaveTheStackWhole(string name)
    {
        var parser = Find(name);
        SmallStack.Run(() =>
        {
            foreach (var unit in parser.Marks)
            {
                parser.Read(Repeated(unit, Many));
            }
            foreach (var unit in parser.Corpus)
            {
                parser.Read(Repeated(unit, Many));
            }
            return true;
        });
    }

    private static string? GrowthOf(FuzzedParser parser, string unit)
    {
        foreach (var before in parser.Corpus.Prepend(""))
        {
            var (one, two) = (Allocated(parser, before + Repeated(unit, 4000)), Allocated(parser, before + Repeated(unit, 8000)));
            if (two > (3 * one) + Standing)
            {
                return $"{OpenClaw.Foundation.Text.Escaping.Line(before)}, then {OpenClaw.Foundation.Text.Escaping.Line(unit)}: {one} bytes for 4000 units of it, {two} for 8000";
            }
        }

        return null;
    }

    private static string? Complaint(FuzzedParser parser, string text)
    {
        try
        {
            var (allocated, most) = (Allocated(parser, text), Standing + ((long)text.Length * parser.BytesPerUnit));
            return allocated <= most ? null : $"{allocated} bytes for {text.Length} units of text, at most {most}";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static long Allocated(FuzzedParser parser, string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        parser.Read(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Repeated(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));

    private static FuzzedParser Find(string name) => FuzzedParsers.All.First(parser => parser.Name == name);
}
