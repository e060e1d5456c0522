namespace OpenClaw.Exec;

/// <summary>
/// What a command printed: the beginning and the end in memory, all up to a limit in a file, the rest only counted.
/// Written by the pump on a pool thread and read from the loop, hence the lock.
/// </summary>
/// <param name="spoolPath">The file for what is more than memory keeps; made when it is needed.</param>
internal sealed class CommandOutput(string spoolPath, long spoolLimit) : IDisposable
{
    /// <summary>Kept in memory at each end.</summary>
    public const int Kept = 16 * 1024;

    private const int KeptErrors = 1024;

    private readonly Lock _gate = new();
    private byte[] _head = [];
    private byte[] _tail = [];
    private byte[] _errors = [];
    private int _headLength;
    private FileStream? _spool;
    private long _spooled,
        _total;
    private bool _spoolFailed,
        _disposed;

    public long Total => Interlocked.Read(ref _total);

    /// <summary>The end of what it wrote to standard error, whole lines; empty when it wrote nothing there.</summary>
    public string ErrorTail => OutputText.Clean(Volatile.Read(ref _errors)).Trim();

    public void Append(ReadOnlySpan<byte> data, bool isError = false)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
            if (isError)
            {
                KeepErrors(data);
            }
            // A fresh command costs nothing until it prints; most print a line or two.
            var toHead = Math.Min(data.Length, Kept - _headLength);
            if (toHead > 0)
            {
                if (_head.Length < _headLength + toHead)
                {
                    Array.Resize(ref _head, Math.Min(Kept, Math.Max(256, (_headLength + toHead) * 2)));
                }
                data[..toHead].CopyTo(_head.AsSpan(_headLength));
                _headLength += toHead;
            }

            var rest = data[toHead..];
            if (rest.Length > 0)
            {
                Spool(rest);
                KeepTail(rest, _total + toHead);
            }

            _total += data.Length;
        }
    }

    private void KeepErrors(ReadOnlySpan<byte> data)
    {
        byte[] all = [.. _errors, .. data.Length > KeptErrors ? data[^KeptErrors..] : data];
        if (all.Length > KeptErrors)
        {
            all = all[^KeptErrors..];
            // What was cut in its middle is left out, unless it is all there is.
            if (Array.IndexOf(all, (byte)'\n') is var end and >= 0 && end < all.Length - 1)
            {
                all = all[(end + 1)..];
            }
        }

        _errors = all;
    }

    private void Spool(ReadOnlySpan<byte> data)
    {
        if (_spoolFailed)
        {
            return;
        }
        try
        {
            if (_spool is null)
            {
                _spool = PrivateFile.Open(spoolPath, FileMode.Create, FileAccess.ReadWrite, bufferSize: 0);
                _spool.Write(_head.AsSpan(0, _headLength));
                _spooled = _headLength;
            }

            var n = (int)Math.Min(data.Length, spoolLimit - _spooled);
            if (n <= 0)
            {
                return;
            }
            _spool.Write(data[..n]);
            _spooled += n;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not end the command: beginning and end are still here.
            _spoolFailed = true;
        }
    }

    private void KeepTail(ReadOnlySpan<byte> data, long offset)
    {
        if (_tail.Length == 0)
        {
            _tail = new byte[Kept];
        }
        if (data.Length > Kept)
        {
            offset += data.Length - Kept;
            data = data[^Kept..];
        }

        // A ring, addressed by the absolute offset.
        var at = (int)(offset % Kept);
        var first = Math.Min(data.Length, Kept - at);
        data[..first].CopyTo(_tail.AsSpan(at));
        data[first..].CopyTo(_tail);
    }

    /// <summary>Up to <paramref name="limit"/> bytes from an offset; where they really begin, when what was asked for is no longer kept;
    /// and whether there is more.</summary>
    public (long Offset, byte[] Data, long Total) Read(long offset, int limit)
    {
        lock (_gate)
        {
            offset = Math.Clamp(offset, 0, _total);
            var readable = Math.Max(_headLength, _spooled);
            var tailFrom = Math.Max(_headLength, _total - Kept);
            if (offset >= readable && offset < tailFrom)
            {
                offset = tailFrom;
            }
            var n = (int)Math.Min(limit, _total - offset);
            if (n <= 0 || _disposed)
            {
                return (offset, [], _total);
            }
            // Head, file and tail meet without a gap except where the file stopped short.
            if (offset < _headLength || offset >= tailFrom)
            {
                return (offset, FromMemory(offset, offset < _headLength ? Math.Min(n, _headLength - (int)offset) : n), _total);
            }
            var data = new byte[(int)Math.Min(n, _spooled - offset)];
            n = RandomAccess.Read(_spool!.SafeFileHandle, data, offset);
            return (offset, data[..n], _total);
        }
    }

    /// <summary>Bytes of the beginning or of the end.</summary>
    private byte[] FromMemory(long offset, int length)
    {
        var data = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var at = offset + i;
            data[i] = at < _headLength ? _head[(int)at] : _tail[(int)(at % Kept)];
        }

        return data;
    }

    /// <summary>The whole when it fits <paramref name="cap"/> bytes, else beginning and end with a line between that says what is left out
    /// and where it is.</summary>
    public string Summary(int cap, string wayToTheRest)
    {
        lock (_gate)
        {
            if (_total <= Math.Min(cap, Kept))
            {
                return OutputText.Clean(_head.AsSpan(0, (int)_total));
            }
            var half = Math.Min(cap / 2, Kept);
            var head = Math.Min(half, _headLength);
            var tail = (int)Math.Min(half, _total - head);
            var text = new StringBuilder(OutputText.Clean(_head.AsSpan(0, head)));
            text.Append($"\n[... {_total - head - tail} of {_total} bytes left out; {wayToTheRest}]\n");
            return text.Append(OutputText.Clean(FromMemory(_total - tail, tail))).ToString();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
            _disposed = true;
            if (_spool is null)
            {
                return;
            }
            _spool.Dispose();
            File.Delete(spoolPath);
        }
    }
}
