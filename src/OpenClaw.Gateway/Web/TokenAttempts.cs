using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Web;

/// <summary>
/// How often wrong tokens may be tried: ten times by one caller, then once in half a minute; and by all together no oftener than once a second in the long run. While
/// it is too often a right token is not looked at either, or trying would go on. From any thread.
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

    /// <summary>How long the caller has to wait before a token of his is looked at; null when he has not.</summary>
    public TimeSpan? PauseOf(string caller)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _all = Filled(_all, Together, s_together, now);
            if (_all.Left < 1) return s_together;
            return _callers.TryGetValue(KeyOf(caller), out var bucket) && Filled(bucket, PerCaller, s_perCaller, now).Left is var left and < 1 ? s_perCaller * (1 - left) : null;
        }
    }

    /// <summary>The caller showed a token that is nobody's.</summary>
    public void Wrong(string caller)
    {
        lock (_gate)
        {
            var (now, key) = (time.GetTimestamp(), KeyOf(caller));
            _all = Filled(_all, Together, s_together, now) is var all ? all with { Left = all.Left - 1 } : _all;
            if (_callers.Count >= MostCallers) Forget(now);
            var bucket = Filled(_callers.GetValueOrDefault(key) ?? new Bucket(PerCaller, now), PerCaller, s_perCaller, now);
            _callers[key] = bucket with { Left = bucket.Left - 1 };
            if (bucket.Left is >= 1 and < 2) WebLog.Guessing(log, caller, PerCaller);
        }
    }

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
