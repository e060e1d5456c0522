using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Web.Serving;

/// <summary>
/// A bucket for each address: so many at once, then one more each time a while has passed. Bounded in memory, whoever comes with how many
/// addresses. From any thread. </summary>
/// <param name="most">What a full bucket holds.</param>
/// <param name="each">How long one more takes to come.</param>
internal sealed class AddressBuckets(int most, TimeSpan each, TimeProvider time)
{
    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = [];

    /// <summary>How long an address has to wait for the next; null when it has not.</summary>
    public TimeSpan? PauseOf(string address)
    {
        lock (_gate)
        {
            return PauseOf(Filled(NetworkOf(address)));
        }
    }

    /// <summary>Takes one. Null when it was there; else how long it takes to come, and nothing was taken.</summary>
    public TimeSpan? Take(string address)
    {
        lock (_gate)
        {
            var network = NetworkOf(address);
            var bucket = Filled(network);
            if (PauseOf(bucket) is { } pause)
            {
                return pause;
            }
            if (_buckets.Count >= MostAddresses && !_buckets.ContainsKey(network))
            {
                Forget();
            }
            _buckets[network] = bucket with { Left = bucket.Left - 1 };
            return null;
        }
    }

    /// <summary>Whoever has one address of IPv6 has the 2^64 beside it too.</summary>
    public static string NetworkOf(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(parsed.GetAddressBytes(), 0, 8)
            : address;

    private TimeSpan? PauseOf(Bucket bucket) => bucket.Left < 1 ? each * (1 - bucket.Left) : null;

    private Bucket Filled(string network)
    {
        var now = time.GetTimestamp();
        return _buckets.TryGetValue(network, out var bucket)
            ? new Bucket(Math.Min(most, bucket.Left + time.GetElapsedTime(bucket.At, now) / each), now)
            : new Bucket(most, now);
    }

    /// <summary>A full bucket need not be remembered. Where few are full, everybody begins again: looking at all of them for each new one
    /// would be work for whoever floods the server to give.</summary>
    private void Forget()
    {
        foreach (var network in _buckets.Keys.Where(network => Filled(network).Left >= most).ToArray())
        {
            _buckets.Remove(network);
        }
        if (_buckets.Count > MostAddresses * 3 / 4)
        {
            _buckets.Clear();
        }
    }

    /// <param name="Left">What it holds, in parts of one.</param>
    private readonly record struct Bucket(double Left, long At);
}
