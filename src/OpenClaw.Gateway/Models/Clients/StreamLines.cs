using System.Buffers;
using System.IO.Pipelines;

namespace OpenClaw.Models.Clients;

/// <summary>Lines of a stream, wherever the network cut it. The last line needs no newline.</summary>
internal static class StreamLines
{
    /// <summary>No honest chunk is longer; a server that never ends a line must not fill the memory.</summary>
    public const int MaxLine = 8 * 1024 * 1024;

    /// <summary>Takes a line without its end; false stops the reading.</summary>
    public delegate bool OnLine(ReadOnlySequence<byte> line);

    /// <returns>True when <paramref name="onLine"/> stopped it, false at the end of the stream.</returns>
    public static async Task<bool> ReadAsync(Stream stream, OnLine onLine, CancellationToken ct)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(ct).ConfigureAwait(false);
                var buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    if (!onLine(WithoutReturn(buffer.Slice(0, end))))
                    {
                        return true;
                    }

                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (result.IsCompleted)
                {
                    return buffer.Length > 0 && !onLine(WithoutReturn(buffer));
                }

                if (buffer.Length > MaxLine)
                {
                    throw new InvalidDataException("a line is longer than 8 MB");
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static ReadOnlySequence<byte> WithoutReturn(ReadOnlySequence<byte> line)
    {
        if (line.IsEmpty)
        {
            return line;
        }

        var last = line.Slice(line.Length - 1);
        return last.FirstSpan[0] == (byte)'\r' ? line.Slice(0, line.Length - 1) : line;
    }
}
