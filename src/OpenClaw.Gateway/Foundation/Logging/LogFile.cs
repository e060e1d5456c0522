namespace OpenClaw.Foundation.Logging;

/// <summary>The log on disk: <c>openclaw.log</c>, and one older file beside it. Together they stay below twice the limit. Written by one
/// task.</summary>
/// <param name="path">Its folder exists.</param>
/// <param name="limit">Bytes of one file.</param>
internal sealed class LogFile(string path, long limit) : IDisposable
{
    private FileStream? _stream;

    public void Write(string line)
    {
        try
        {
            _stream ??= Open();
            // To the kernel, not to the disk: a log line is worth no sync.
            _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            if (_stream.Length < limit)
            {
                return;
            }
            _stream.Dispose();
            _stream = null;
            File.Move(path, path + ".1", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not take the log on stderr with it; the next line tries again.
            _stream?.Dispose();
            _stream = null;
        }
    }

    /// <summary>The newest lines, oldest first.</summary>
    public async Task<IReadOnlyList<string>> NewestAsync(int count, Func<string, bool> wanted)
    {
        var newest = new Queue<string>();
        foreach (var file in (string[])[path + ".1", path])
        {
            if (!File.Exists(file))
            {
                continue;
            }
            await foreach (var line in File.ReadLinesAsync(file).ConfigureAwait(false))
            {
                if (!wanted(line))
                {
                    continue;
                }
                newest.Enqueue(line);
                if (newest.Count > count)
                {
                    newest.Dequeue();
                }
            }
        }

        return [.. newest];
    }

    public void Dispose() => _stream?.Dispose();

    // Nothing is kept back: closing a stream that holds what a full disk refused would throw again.
    private FileStream Open() => PrivateFile.Open(path, FileMode.Append, share: FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
