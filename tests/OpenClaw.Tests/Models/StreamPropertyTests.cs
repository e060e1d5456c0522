using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.OpenAi;

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
            var reader = new SseReader(
                onError: Assert.Fail,
                onLife: static () => { },
                onData: data =>
                {
                    events.Add(data);
                    return data != "[DONE]";
                }
            );
            Assert.True(
                await StreamLines.ReadAsync(new ChunkedStream(bytes, cut, bytes.Length), reader.Add, TestContext.Current.CancellationToken)
            );
            Assert.Equal(["{\"a\":1}", "žluť\nkůň", "[DONE]"], events);
        }
    }

    [Fact]
    public async Task Lines_OneWithoutEnd_IsRefusedBeforeItFillsTheMemory() =>
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            StreamLines.ReadAsync(new EndlessStream(), _ => true, TestContext.Current.CancellationToken)
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

    private sealed class EndlessStream : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
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
