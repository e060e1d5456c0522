using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

internal sealed partial class TableReader
{
    /// <summary>A time of day, as <c>"04:00"</c> or as TOML's own <c>04:00</c>.</summary>
    public TimeOnly? OptionalTimeOfDay(string key)
    {
        Know(key);
        TimeOnly? value = _table?[key] is TomlLocalTime time ? time.Value : null;
        if (value is null && Take<TomlString>(key, "a time of day such as \"04:00\"") is { } written)
        {
            if (TimeOnly.TryParseExact(written.Value, "HH:mm", out var parsed))
            {
                value = parsed;
            }
            else
            {
                Error(key, $"is {Quote(written.Value)}, and must be a time of day such as \"04:00\"");
            }
        }

        Record(key, value?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>A day and a time as RFC 3339 writes them, as a text or as TOML's own; what it says is for the caller to read.</summary>
    public string? OptionalInstant(string key)
    {
        Know(key);
        var text = _table?[key] switch
        {
            TomlLocalDateTime local => FormattableString.Invariant($"{local.Value:yyyy-MM-ddTHH:mm:ss}"),
            TomlOffsetDateTime at => FormattableString.Invariant(
                $"{at.Local:yyyy-MM-ddTHH:mm:ss}{(at.Offset < TimeSpan.Zero ? '-' : '+')}{at.Offset:hh\\:mm}"
            ),
            _ => null,
        };
        if (text is null)
        {
            return OptionalText(key);
        }
        _context.SetPlace(PathOf(key), PlaceOf(key));
        return Record(key, text);
    }

    public TimeZoneInfo TimeZone(string key, TimeZoneInfo fallback)
    {
        var id = Text(key, fallback.Id);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }
        var zones = TimeZoneInfo.GetSystemTimeZones();
        Error(
            key,
            zones.Count <= 1
                ? $"is \"{id}\", and this machine knows no time zones; install tzdata"
                : $"is \"{id}\", which is no time zone.{NearestName.Suggestion(id, zones.Select(z => z.Id))}"
        );
        return fallback;
    }
}
