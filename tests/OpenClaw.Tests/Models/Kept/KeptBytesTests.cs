using System.Text;
using OpenClaw.Models.Kept;

namespace OpenClaw.Tests.Models.Kept;

public sealed class KeptBytesTests
{
    private readonly KeptBytes _bytes = new();

    [Theory]
    [InlineData(1, 3000)]
    [InlineData(511, 40)]
    [InlineData(200_000, 3)]
    public void Add_PiecesOfAnySize_GiveThemAllInOrder(int size, int times)
    {
        var expected = new StringBuilder();
        for (var i = 0; i < times; i++)
        {
            var text = new string((char)('a' + i % 26), size);
            _bytes.Add(Encoding.ASCII.GetBytes(text));
            expected.Append(text);
        }

        Assert.Equal(expected.ToString(), All(_bytes.Pieces()));
        // Nothing is on the large object heap, and hardly more than twice what is needed is held.
        Assert.All(_bytes.Pieces(), static piece => Assert.InRange(piece.Length, 1, 64 * 1024));
        Assert.InRange(_bytes.Capacity, expected.Length, 2 * expected.Length + 64 * 1024);
    }

    [Fact]
    public void Pieces_HandedOutBefore_StayAsTheyWere()
    {
        _bytes.Add("one"u8);
        var before = _bytes.Pieces();

        _bytes.Add(Encoding.ASCII.GetBytes(new string('x', 5000)));

        Assert.Equal("one", All(before));
    }

    private static string All(IEnumerable<ReadOnlyMemory<byte>> pieces) =>
        string.Concat(pieces.Select(static piece => Encoding.ASCII.GetString(piece.Span)));
}
