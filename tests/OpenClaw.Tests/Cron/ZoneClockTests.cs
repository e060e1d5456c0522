using OpenClaw.Foundation.Schedules;
using static OpenClaw.Tests.Cron.Occurrences;

namespace OpenClaw.Tests.Cron;

public class ZoneClockTests
{
    [Trait("Load", "heavy")]
    [Fact]
    public void EveryZone_NeverChangesTwiceWithinThreeWindows()
    {
        // What the search for a change stands on: two equal offsets a window or two apart mean that nothing happened between them.
        var first = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks;
        var last = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks;
        var wrong = new List<string>();
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var clock = new ZoneClock(zone);
            var changed = long.MinValue / 2;
            var offset = clock.OffsetAt(first);
            for (var at = first; at < last; at += ZoneClock.Window)
            {
                var next = clock.OffsetAt(at + ZoneClock.Window);
                if (next == offset)
                {
                    continue;
                }
                var change = clock.Change(at, at + ZoneClock.Window)!.Value;
                if (change - changed < 3 * ZoneClock.Window)
                {
                    wrong.Add($"{zone.Id} at {new DateTime(change):u}");
                }
                (changed, offset) = (change, next);
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "2026-03-29T00:00Z", "2026-03-29T02:00Z", "2026-03-29T01:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T00:00:00.5Z", "2026-04-05T00:00:00.5Z", "2026-04-04T15:00Z")]
    [InlineData("Europe/Amsterdam", "2026-03-29T00:59:59Z", "2026-03-29T01:00Z", "2026-03-29T01:00Z")]
    [InlineData("Europe/Amsterdam", "2026-03-29T01:00Z", "2026-03-30T01:00Z", null)]
    [InlineData("Europe/Amsterdam", "2026-03-28T00:00Z", "2026-03-29T00:59:59.9999999Z", null)]
    [InlineData("Asia/Kathmandu", "1985-12-31T00:00Z", "1986-01-01T00:00Z", "1985-12-31T18:30Z")]
    public void Change_IsFoundToTheSecond(string zone, string from, string to, string? expected) =>
        Assert.Equal(expected is null ? null : At(expected).UtcTicks, new ZoneClock(Zone(zone)).Change(At(from).UtcTicks, At(to).UtcTicks));

    [Fact]
    public void FirstAt_AroundEachChange_IsTheFirstInstantThatShowsTheTimeOrALaterOne()
    {
        string[] ids =
        [
            "Europe/Amsterdam",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Kwajalein",
            "Asia/Kathmandu",
            "America/Havana",
            "Africa/Casablanca",
        ];
        foreach (var id in ids)
        {
            var clock = new ZoneClock(Zone(id));
            var day = At("1969-01-01").UtcTicks;
            for (; day < At("2030-01-01").UtcTicks; day += ZoneClock.Window)
            {
                if (clock.Change(day, day + ZoneClock.Window) is not { } change)
                {
                    continue;
                }
                var size = Math.Abs(clock.OffsetAt(change) - clock.OffsetAt(change - 1));
                var around = Math.Max(clock.WallAt(change), clock.WallAt(change - 1) + 1);
                foreach (var wall in new[] { -1.5, -1, -0.5, 0, 0.5, 1 }.Select(part => around + (long)(part * size)))
                {
                    var first = clock.FirstAt(wall);
                    Assert.True(clock.WallAt(first) >= wall, $"{id} {new DateTime(wall):s}");
                    // Nothing before it shows as much: all through the days before, and up to the very last tick.
                    Assert.True(clock.WallAt(first - 1) < wall, $"{id} {new DateTime(wall):s}");
                    for (var earlier = first - (2 * ZoneClock.Window); earlier < first; earlier += TimeSpan.TicksPerMinute * 15)
                    {
                        Assert.True(clock.WallAt(earlier) < wall, $"{id} {new DateTime(wall):s} at {new DateTime(earlier):s}");
                    }
                    Assert.Equal(clock.WallAt(first), clock.LatestAt(first));
                }
            }
        }
    }
}
