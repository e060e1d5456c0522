namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>The files of a folder as a power cut would leave them, followed through a trace call by call in the order they ended.</summary>
internal sealed class DiskImage(string folder)
{
    private readonly Dictionary<string, TracedFile> _files = [];

    /// <summary>Changes with each sync: between two equal values the disk is the same.</summary>
    public int Version { get; private set; }

    /// <summary>Names and what is on the disk of each.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files.ToDictionary(static file => file.Key, static file => file.Value.Durable);

    public void Apply(TraceCall call)
    {
        if (call.Name is "unlink" or "unlinkat")
        {
            var name = call.Text(0);
            if (call.Succeeded && NameOf(call.Name == "unlink" ? name : Path.Combine(call.Target, name)) is { } gone)
            {
                _files.Remove(gone);
            }
            return;
        }

        if (NameOf(call.Target) is not { } changed)
        {
            return;
        }
        var file = _files.TryGetValue(changed, out var known) ? known : _files[changed] = new TracedFile();
        switch (call.Name)
        {
            case "pwrite64" when call.Succeeded:
                file.Waiting.Add((call.End, call.Last, call.Data));
                break;
            case "ftruncate" when call.Succeeded:
                file.Waiting.Add((call.End, call.Last, null));
                break;
            case "write" or "writev" or "pwritev" when call.Succeeded:
                throw new InvalidOperationException(
                    $"{call.Name} to {call.Target}: the state is written at offsets, and the reader of traces knows no other way"
                );
            case "fsync" or "fdatasync":
                file.Sync(call);
                Version++;
                break;
        }
    }

    private string? NameOf(string path) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal)
        && path[(folder.Length + 1)..] is var name
        && name.StartsWith("state.db")
        && !name.EndsWith("-shm")
            ? name
            : null;

    private sealed class TracedFile
    {
        public byte[] Durable { get; private set; } = [];

        /// <summary>Written and not synced: where the write ended in the trace, and what it wrote; no data is a cut at that
        /// length.</summary>
        public List<(int End, long Offset, byte[]? Data)> Waiting { get; } = [];

        public void Sync(TraceCall sync)
        {
            // One that was still going on when the sync began may have missed it.
            foreach (var (_, offset, data) in Waiting.Where(write => write.End < sync.Begin && sync.Succeeded))
            {
                var content = Durable;
                if (data is null)
                {
                    Array.Resize(ref content, (int)offset);
                }
                else if (content.Length < offset + data.Length)
                {
                    Array.Resize(ref content, (int)offset + data.Length);
                }
                data?.CopyTo(content, offset);
                Durable = content;
            }

            // After a failed sync the kernel holds the pages for clean: another sync succeeds and writes none of them.
            Waiting.RemoveAll(write => write.End < sync.Begin);
        }
    }
}
