using OpenClaw;
using Library = System.Linq.Enumerable;

namespace OpenClaw.Tests.Text;

/// <summary>The program's own sequence methods say what those of System.Linq say, for lists and for what can be read only once.</summary>
public class SequencesTests
{
    private static readonly int[] s_numbers = [3, 1, 4, 1, 5, 9, 2, 6];

    public static TheoryData<int> Counts => [-1, 0, 1, 3, 8, 9, int.MinValue, int.MaxValue];

    [Theory]
    [MemberData(nameof(Counts))]
    public void TakeAndSkip_AreThoseOfTheLibrary(int count)
    {
        foreach (var source in (IEnumerable<int>[])[s_numbers, Streamed(), new List<int>(s_numbers), []])
        {
            Assert.Equal(Library.ToArray(Library.Take(source, count)), Library.ToArray(Sequences.Take(source, count)));
            Assert.Equal(Library.ToArray(Library.Skip(source, count)), Library.ToArray(Sequences.Skip(source, count)));
        }
    }

    [Fact]
    public void TheOthers_AreThoseOfTheLibrary()
    {
        foreach (var source in (IEnumerable<int>[])[s_numbers, Streamed(), []])
        {
            Assert.Equal(Library.Where(source, IsOdd), Sequences.Where(source, IsOdd));
            Assert.Equal(Library.Select(source, Text), Sequences.Select(source, Text));
            Assert.Equal(Library.Select(source, static (n, i) => n * i), Sequences.Select(source, static (n, i) => n * i));
            Assert.Equal(Library.SelectMany(source, Text), Sequences.SelectMany<int, char>(source, Text));
            Assert.Equal(Library.Prepend(source, 7), Sequences.Prepend(source, 7));
            Assert.Equal(Library.Append(source, 7), Sequences.Append(source, 7));
        }
    }

    [Fact]
    public void Take_ReadsNoFurtherThanItGives()
    {
        static IEnumerable<int> OneAndAFault()
        {
            yield return 1;
            throw new InvalidOperationException("read too far");
        }

        Assert.Equal([1], Sequences.Take(OneAndAFault(), 1));
        Assert.Empty(Sequences.Take(OneAndAFault(), 0));
    }

    private static IEnumerable<int> Streamed()
    {
        foreach (var number in s_numbers)
        {
            yield return number;
        }
    }

    private static bool IsOdd(int number) => number % 2 == 1;

    private static string Text(int number) => new('x', number);
}
