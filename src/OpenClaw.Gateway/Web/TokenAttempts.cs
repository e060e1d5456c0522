using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Web;

/// <summary>
/// How often wrong tokens may be tried: ten times by one caller, then once in half a minute; and by all together no oftener than once a second in the long run. Whoever
/// has a right one is let in whatever others do, or trying would be a way to keep him out. From any thread.
/// </summary>
internal sealed class TokenAttempts(TimeProvider time, ILogger log)
{
    public const int PerCaller = 10;
    private const int Together = 300;
    private const int MostCallers = 10_000;

    private static readonly TimeSpan s_perCaller = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _callers = [];
    private Bucket _all = new(Together, time.GetTimestamp());

    /// <summary>
    /// How long this caller has to wait, whatever he shows; null when he has not. For tokens that a person may have chosen himself: his own guesses must not end with the
    /// right one being let in.
    /// </summary>
    public TimeSpan? PauseOf(string caller)
    {
        lock (_gate) return PauseOf(_callers.GetValueOrDefault(KeyOf(caller)), time.GetTimestamp());
    }

    /// <summary>The caller showed a token that is nobody's. Null counts it; else it is one too many, and this is how long he has to wait.</summary>
    public TimeSpan? Wrong(string caller)
    {
        lock (_gate)
        {
            var (now, key) = (time.GetTimestamp(), KeyOf(caller));
            _all = Filled(_all, Together, s_together, now);
            if (PauseOf(_callers.GetValueOrDefault(key), now) is { } pause) return pause;
            if (_all.Left < 1) return s_together;
            _all = _all with { Left = _all.Left - 1 };
            if (_callers.Count >= MostCallers) Forget(now);
            var bucket = Filled(_callers.GetValueOrDefault(key) ?? new Bucket(PerCaller, now), PerCaller, s_perCaller, now);
            _callers[key] = bucket with { Left = bucket.Left - 1 };
            if (bucket.Left is >= 1 and < 2) WebLog.Guessing(log, caller, PerCaller);
            return null;
        }
    }

    private TimeSpan? PauseOf(Bucket? bucket, long now) => bucket is not null && Filled(bucket, PerCaller, s_perCaller, now).Left is var left and < 1 ? s_perCaller * (1 - left) : null;

    /// <summary>Those who have all their tries again need not be remembered. When that is nobody, all together are slow enough to forget everyone.</summary>
    private void Forget(long now)
    {
        foreach (var (key, bucket) in _callers.ToArray())
        {
            if (Filled(bucket, PerCaller, s_perCaller, now).Left >= PerCaller) _callers.Remove(key);
        }

        if (_callers.Count >= MostCallers) _callers.Clear();
    }

    private Bucket Filled(Bucket bucket, int most, TimeSpan each, long now) => new(Math.Min(most, bucket.Left + time.GetElapsedTime(bucket.At, now) / each), now);

    /// <summary>Whoever has one address of IPv6 has the 2^64 beside it too.</summary>
    private static string KeyOf(string caller) =>
        IPAddress.TryParse(caller, out var address) && address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : caller;

    /// <param name="Left">Tries that are left, in parts of one.</param>
    private sealed record Bucket(double Left, long At);
}
