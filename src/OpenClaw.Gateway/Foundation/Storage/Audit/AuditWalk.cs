namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>
/// Walks along the chain and stops at the first row that is not as it was written. Holds two rows at a time, however many there are. Pure:
/// the rows and what others noted of them are arguments.
/// </summary>
internal sealed class AuditWalk
{
    private readonly Queue<AuditPin> _pins;
    private AuditRow? _first;
    private AuditHead? _lastCut;
    private AuditHead _head = AuditHead.Empty;
    private int _pinsSeen;

    private AuditWalk(IEnumerable<AuditPin> pins) => _pins = new(pins.OrderBy(static p => p.Head.Count));

    /// <param name="rows">In the order of their numbers.</param>
    /// <param name="pins">Ends of the chain that were noted elsewhere, in any order.</param>
    public static AuditReport Run(IEnumerable<AuditRow> rows, IEnumerable<AuditPin> pins)
    {
        var walk = new AuditWalk(pins);
        var fault = walk.Follow(rows) ?? walk.Ending();
        return new AuditReport
        {
            First = walk._first?.Seq ?? 0,
            Head = walk._head,
            Pins = walk._pinsSeen,
            Fault = fault,
        };
    }

    private AuditFault? Follow(IEnumerable<AuditRow> rows)
    {
        AuditRow? doubtful = null;
        foreach (var row in rows)
        {
            // What a row that does not fit the one before it was, only the one after it tells.
            if (doubtful is not null)
            {
                return Blame(doubtful, row.Seq == doubtful.Seq + 1 ? row.Before : null);
            }
            if (_first is null)
            {
                _first = row;
                if (row.Seq == 1 && !row.Before.AsSpan().SequenceEqual(AuditHead.Empty.Hash.Span))
                {
                    return new AuditFault(1, "is the first row and names a row before it");
                }
                if (row.Seq < 1)
                {
                    return new AuditFault(row.Seq, "has a number that is never given");
                }
            }
            else if (row.Seq != _head.Count + 1)
            {
                return new AuditFault(
                    _head.Count + 1,
                    row.Seq == _head.Count + 2 ? "is missing" : $"is missing, and so are all up to {row.Seq - 1}"
                );
            }
            else if (!row.Before.AsSpan().SequenceEqual(_head.Hash.Span))
            {
                doubtful = row;
                continue;
            }

            _head = new AuditHead(row.Seq, row.Hash());
            if (MissedPin() is { } fault)
            {
                return fault;
            }
            if (row.Kind == AuditKinds.Retention)
            {
                _lastCut = CutIn(row.Body) ?? _lastCut;
            }
        }

        return doubtful is null ? null : Blame(doubtful, PinAt(doubtful.Seq));
    }

    /// <summary>The row after <see cref="_head"/> names another hash than that: one of the two was changed.</summary>
    /// <param name="known">The hash that <paramref name="row"/> had when it was written, where that is known.</param>
    private AuditFault Blame(AuditRow row, ReadOnlyMemory<byte>? known)
    {
        if (known is { } hash && (row with { Before = _head.Hash.ToArray() }).Hash().AsSpan().SequenceEqual(hash.Span))
        {
            return new AuditFault(
                row.Seq,
                $"was changed: the hash it names is not the one of row {_head.Count}, and was when it was written"
            );
        }

        var sure = known is { } own && row.Hash().AsSpan().SequenceEqual(own.Span);
        return new AuditFault(
            _head.Count,
            $"was changed: its hash is {_head.HashText[..16]}..., and row {row.Seq} names {Convert.ToHexStringLower(row.Before)[..16]}...{(sure ? "" : $" (or row {row.Seq} was)")}"
        );
    }

    private AuditFault? Ending()
    {
        if (_first is { Seq: > 1 } first && (_lastCut is null || !_lastCut.Equals(new AuditHead(first.Seq - 1, first.Before))))
        {
            var known = _lastCut is null
                ? "no retention row tells of a cut"
                : $"the newest retention row tells of a cut up to {_lastCut.Count}";
            return new AuditFault(first.Seq, $"is the oldest there is, and {known}: what came before it was taken away by somebody else");
        }

        return _pins.LastOrDefault() is { } pin && pin.Head.Count > _head.Count
            ? new AuditFault(_head.Count + 1, $"is missing, and so is all that came after it: {pin.Source} has {pin.Head.Count} rows")
            : null;
    }

    /// <summary>Passes the pins of the row that was just read and of those before it.</summary>
    private AuditFault? MissedPin()
    {
        while (_pins.TryPeek(out var pin) && pin.Head.Count <= _head.Count)
        {
            _pins.Dequeue();
            // Rows older than the oldest were cut off, and nothing can be said of them.
            if (pin.Head.Count < _head.Count)
            {
                continue;
            }
            if (!pin.Head.Equals(_head))
            {
                return new AuditFault(
                    _head.Count,
                    $"is not the row that {pin.Source} has: it, or one before it, was written anew with all that follows"
                );
            }
            _pinsSeen++;
        }

        return null;
    }

    private ReadOnlyMemory<byte>? PinAt(long seq) => _pins.FirstOrDefault(p => p.Head.Count == seq)?.Head.Hash;

    private static AuditHead? CutIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty(AuditTable.CutUpTo, out var upTo)
                && root.TryGetProperty(AuditTable.CutHash, out var hash)
                && AuditHead.TryParse($"{upTo}:{hash}", out var cut)
                ? cut
                : null;
        }
        catch (JsonException)
        {
            // Not as it was written; the row after it will say so.
            return null;
        }
    }
}
