using System.Text;
using OpenClaw.Control.Client;

namespace OpenClaw.Tests.Control;

public sealed class LineBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Lines_InPiecesOfAnySize_ComeOutWhole(int piece)
    {
        string[] lines = ["a", "", new string('x', 40_000), "größe", new string('y', 70_000)];
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n")) + "unfinished");
        var buffer = new LineBuffer();
        var taken = new List<string>();

        for (var at = 0; at < bytes.Length; )
        {
            var room = buffer.Room();
            Assert.False(room.IsEmpty);
            var count = Math.Min(Math.Min(piece, room.Length), bytes.Length - at);
            bytes.AsMemory(at, count).CopyTo(room);
            buffer.Add(count);
            at += count;
            while (buffer.TryTake(out var line))
            {
                taken.Add(Encoding.UTF8.GetString(line.Span));
            }
        }

        Assert.Equal(lines, taken);
        Assert.False(buffer.TryTake(out _));
    }
}
