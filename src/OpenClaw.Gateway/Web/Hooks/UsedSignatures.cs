namespace OpenClaw.Web.Hooks;

/// <summary>
/// The signatures that were shown while they hold: one is for one call. The key that makes two calls the same is in a header that nobody signs, so whoever overheard a
/// call could make others of it with new keys. In memory: a restart within those minutes forgets. On the loop.
/// </summary>
internal sealed class UsedSignatures(TimeProvider time)
{
    private readonly Dictionary<string, string> _used = new(StringComparer.Ordinal);
    private readonly Queue<(string Signature, long At)> _order = [];

    /// <summary>Notes it. False when it was used for a call of another identity.</summary>
    public bool TryUse(string signature, string id)
    {
        // The caller's clock may be behind or ahead by as much.
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > HookSignature.Tolerance * 2) _used.Remove(_order.Dequeue().Signature);
        if (_used.TryGetValue(signature, out var other)) return other == id;
        _used.Add(signature, id);
        _order.Enqueue((signature, time.GetTimestamp()));
        return true;
    }
}
