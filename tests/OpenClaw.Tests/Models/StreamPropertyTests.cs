using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

/// <summary>However the network cuts a stream, the reader hears the same.</summary>
public class StreamPropertyTests
{
    private const string Sse = "data: {\"a\":1}\r\n\r\n: comment\n\ndata: žluť\ndata: kůň\n\nevent: x\nid: 5\n\ndata:[DONE]\n\n";

    [Fact]
    public async Task Lines_CutAtEveryByte_AreTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"x\":\"žluť\"}\n\n{\"y\":2}\r\n{\"last\":true}");
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(
                ["{\"x\":\"žluť\"}", "", "{\"y\":2}", "{\"last\":true}"],
                await LinesAsync(new ChunkedStream(bytes, cut, bytes.Length))
            );
        }
    }

    [Fact]
    public void Lines_CutAnywhereOften_AreTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 40).Select(i => new string('ž', i))));
        var expected = Encoding.UTF8.GetString(bytes).Split('\n').SkipLast(1).Append(new string('ž', 39));
        Prop.ForAll(
                Gen.Choose(1, 50).ListOf(60).ToArbitrary(),
                sizes => expected.SequenceEqual(LinesAsync(new ChunkedStream(bytes, [.. sizes])).GetAwaiter().GetResult())
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Events_CutAtEveryByte_AreTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Sse);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var events = new List<string>();
            Assert.True(
                await ServerEvents.ReadAsync(
                    new ChunkedStream(bytes, cut, bytes.Length),
                    item =>
                    {
                        events.Add(item.Data);
                        return item.Data != "[DONE]";
                    },
                    static () => { },
                    TestContext.Current.CancellationToken
                )
            );
            Assert.Equal(["{\"a\":1}", "žluť\nkůň", "[DONE]"], events);
        }
    }

    [Theory]
    [InlineData("data: a\n\ndata: b")]
    [InlineData("data: a\r\n\r\ndata: b\r")]
    [InlineData("data: a\n\ndata: b\n")]
    [InlineData("\uFEFFdata: a\n\ndata: b\n\n")]
    public async Task Events_TheLastWithoutItsEmptyLine_Counts(string body)
    {
        var events = new List<string>();
        Assert.False(await EventsAsync(new ChunkedStream(Encoding.UTF8.GetBytes(body), 5), events, static () => { }));
        Assert.Equal(["a", "b"], events);
    }

    [Fact]
    public async Task Events_CommentsBetweenThem_AreLife()
    {
        var (events, lives) = (new List<string>(), 0);
        var bytes = ": wait\n\n: wait\n\ndata: a\n\n"u8.ToArray();
        await EventsAsync(new ChunkedStream(bytes, 8, 8), events, () => lives++);
        Assert.Equal((2, "a"), (lives, Assert.Single(events)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("data: x\n")]
    [InlineData(": wait\n\n")]
    public async Task Events_NoneInEightMegabytes_AreRefusedBeforeTheyFillTheMemory(string repeated) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => EventsAsync(new EndlessStream(repeated), [], static () => { }));

    [Fact]
    public async Task Events_ManyOfThem_MayBeLongerThanEightMegabytesTogether()
    {
        var events = new List<string>();
        var body = Enumerable.Repeat($"data: {new string('x', 1 << 20)}\n\n", 12);
        Assert.False(await EventsAsync(new ChunkedStream(Encoding.UTF8.GetBytes(string.Concat(body))), events, static () => { }));
        Assert.Equal(12, events.Count);
    }

    [Fact]
    public async Task Lines_OneWithoutEnd_IsRefusedBeforeItFillsTheMemory() =>
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            StreamLines.ReadAsync(new EndlessStream("x"), _ => true, TestContext.Current.CancellationToken)
        );

    private static Task<bool> EventsAsync(Stream stream, List<string> events, Action onLife) =>
        ServerEvents.ReadAsync(
            stream,
            item =>
            {
                events.Add(item.Data);
                return true;
            },
            onLife,
            TestContext.Current.CancellationToken
        );

    private static async Task<List<string>> LinesAsync(Stream stream)
    {
        var lines = new List<string>();
        await StreamLines.ReadAsync(
            stream,
            line =>
            {
                lines.Add(Encoding.UTF8.GetString(line));
                return true;
            },
            CancellationToken.None
        );
        return lines;
    }

    /// <summary>Gives its bytes in pieces of the sizes it is told, the last size for the rest.</summary>
    private sealed class ChunkedStream(byte[] bytes, params int[] sizes) : ReadOnlyStream
    {
        private int _at;
        private int _piece;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_piece < sizes.Length && sizes[_piece] == 0)
            {
                _piece++;
            }

            var size = _piece < sizes.Length ? sizes[_piece++] : int.MaxValue;
            var length = Math.Min(Math.Min(size, buffer.Length), bytes.Length - _at);
            bytes.AsSpan(_at, length).CopyTo(buffer.Span);
            _at += length;
            return ValueTask.FromResult(length);
        }
    }

    private sealed class EndlessStream(string repeated) : ReadOnlyStream
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer.Span[i] = (byte)repeated[_at++ % repeated.Length];
            }
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
