namespace OpenClaw.Turns.Transcripts;

/// <summary>
/// The right to append to one transcript. All who hold the same session's end share one count, so a running turn and a message from
/// elsewhere never give out the same number. Hold it until the rows are committed; <see cref="SessionStore.HoldAsync"/> gives it. On the
/// loop only. </summary>
internal sealed class TranscriptEnd : IDisposable
{
    private readonly Count _count;
    private readonly List<PlacedEntry> _arrived = [];
    private bool _released;

    internal TranscriptEnd(SessionKey session, Count count)
    {
        Session = session;
        _count = count;
        _count.Holders.Add(this);
    }

    public SessionKey Session { get; }

    /// <summary>The number the next entry gets.</summary>
    public long Next => _count.Next;

    public long TakeNumber() => _count.Next++;

    /// <summary>Tells the other holders of an entry that is on the disk now.</summary>
    public void Tell(PlacedEntry entry)
    {
        foreach (var holder in _count.Holders)
        {
            if (holder != this)
            {
                holder._arrived.Add(entry);
            }
        }
    }

    /// <summary>What others have appended since the last time.</summary>
    public IReadOnlyList<PlacedEntry> TakeArrived()
    {
        if (_arrived.Count == 0)
        {
            return [];
        }
        PlacedEntry[] arrived = [.. _arrived];
        _arrived.Clear();
        return arrived;
    }

    public void Dispose()
    {
        if (_released)
        {
            return;
        }
        _released = true;
        _count.Holders.Remove(this);
        if (_count.Holders.Count == 0)
        {
            _count.Forget();
        }
    }

    /// <summary>What the holders of one session share. It is forgotten with the last of them: the disk knows the number then.</summary>
    /// <param name="read">Reads the number of the first new entry.</param>
    internal sealed class Count(Task<long> read, Action forget)
    {
        private bool _isRead;

        public List<TranscriptEnd> Holders { get; } = [];

        public long Next { get; set; }

        public async Task ReadyAsync()
        {
            var first = await read;
            // Whoever came here first may have taken numbers already.
            if (_isRead)
            {
                return;
            }
            _isRead = true;
            Next = first;
        }

        public void Forget() => forget();
    }
}
