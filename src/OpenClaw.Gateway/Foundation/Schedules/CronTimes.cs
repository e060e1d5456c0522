using System.Numerics;

namespace OpenClaw.Foundation.Schedules;

/// <summary>The seconds of a day at which an expression fires. Bit n of a mask stands for the value n.</summary>
internal readonly record struct CronTimes(ulong Seconds, ulong Minutes, ulong Hours)
{
    private const int SecondsPerHour = 3600;

    public bool Contains(int secondOfDay) =>
        Has(Hours, secondOfDay / SecondsPerHour) && Has(Minutes, secondOfDay / 60 % 60) && Has(Seconds, secondOfDay % 60);

    /// <summary>The first second of the day, not before <paramref name="from"/>, at which it fires; null when that is past for the
    /// day.</summary>
    public int? First(int from = 0)
    {
        var (hour, minute, second) = (from / SecondsPerHour, from / 60 % 60, from % 60);
        // From the finest field up: the first that can still move forward does, and all finer ones start over.
        if (Has(Hours, hour))
        {
            if (Has(Minutes, minute) && Bit(Seconds, second) is { } s)
            {
                return (hour * SecondsPerHour) + (minute * 60) + s;
            }
            if (Bit(Minutes, minute + 1) is { } m)
            {
                return (hour * SecondsPerHour) + (m * 60) + Bit(Seconds, 0);
            }
        }

        return Bit(Hours, hour + 1) is { } h ? (h * SecondsPerHour) + (Bit(Minutes, 0) * 60) + Bit(Seconds, 0) : null;
    }

    private static bool Has(ulong mask, int value) => (mask >> value & 1) != 0;

    /// <summary>The lowest bit of a mask that is not below <paramref name="from"/>.</summary>
    private static int? Bit(ulong mask, int from)
    {
        var rest = mask >> from << from;
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }
}
