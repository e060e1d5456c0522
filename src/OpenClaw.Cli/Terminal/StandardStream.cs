using System.Runtime.InteropServices;

namespace OpenClaw.Cli.Terminal;

/// <summary>
/// Standard output or error as bytes, unbuffered. The console's own streams make the terminal ready for reading keys before they write,
/// with a thread and signal handlers of their own: most commands print a few lines and are gone.
/// </summary>
internal sealed class StandardStream : Stream
{
    private readonly int _descriptor;
    private readonly bool _isWhole;

    /// <param name="isWhole">What is written is of no use in part: nobody reading any more is an error then.</param>
    internal StandardStream(int descriptor, bool isWhole = false) => (_descriptor, _isWhole) = (descriptor, isWhole);

    public static StandardStream Output => new(1);

    public static StandardStream Error => new(2);

    /// <summary>Standard output for what is of no use in part.</summary>
    public static StandardStream WholeOutput => new(1, isWhole: true);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes all of it. Nobody reading any more (<c>| head</c>) is no error, where a part is of use: the rest goes
    /// nowhere.</summary>
    /// <exception cref="IOException">It cannot be written; the disk may be full.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (var done = 0; done < buffer.Length; )
            {
                var written = Libc.write(_descriptor, start + done, (nuint)(buffer.Length - done));
                if (written >= 0)
                {
                    done += (int)written;
                    continue;
                }

                switch (Marshal.GetLastPInvokeError())
                {
                    case Libc.EINTR:
                        break;
                    case Libc.EAGAIN:
                        // Whoever shares this terminal or pipe with us asked not to be made to wait; we may.
                        var room = new Libc.PollFd { Fd = _descriptor, Events = Libc.POLLOUT };
                        _ = Libc.poll(&room, 1, timeout: -1);
                        break;
                    case Libc.EPIPE when !_isWhole:
                        return;
                    case Libc.EPIPE:
                        throw new IOException("nobody reads standard output any more, so what was written is not whole");
                    case var error:
                        throw new IOException(
                            $"cannot write to standard {(_descriptor == 1 ? "output" : "error")}: {Marshal.GetPInvokeErrorMessage(error)}"
                        );
                }
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
