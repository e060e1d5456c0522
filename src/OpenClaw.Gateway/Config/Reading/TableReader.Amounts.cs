using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Amounts of money.</summary>
internal sealed partial class TableReader
{
    private const decimal MostMoney = 1_000_000m;

    /// <summary>An amount, exact: a text such as <c>"0.15"</c>, or a number.</summary>
    public decimal? OptionalAmount(string key)
    {
        Know(key);
        decimal? value = _table?[key] switch
        {
            TomlInteger { Value: >= 0 and <= (long)MostMoney } whole => whole.Value,
            // As it is written: 0.15 is no binary fraction.
            TomlFloat { Value: >= 0 and <= (double)MostMoney } number => (decimal)number.Value,
            TomlInteger or TomlFloat => Complain(),
            _ when Take<TomlString>(key, "an amount such as \"0.15\"") is { } written => Parse(written.Value) ?? Complain(),
            _ => null,
        };
        if (_table?[key] is { } place)
        {
            _context.SetPlace(PathOf(key), place.Span);
        }
        RecordRaw(key, value?.ToString(CultureInfo.InvariantCulture));
        return value;

        decimal? Complain()
        {
            var seen = _table![key] switch
            {
                TomlString text => Quote(text.Value),
                TomlInteger whole => whole.Value.ToString(CultureInfo.InvariantCulture),
                TomlFloat number => number.Value.ToString(CultureInfo.InvariantCulture),
                _ => "",
            };
            Error(key, $"is {seen}, and must be an amount such as \"0.15\", 0 to 1,000,000 and without a currency");
            return null;
        }
    }

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= MostMoney
            ? amount
            : null;

    public int Integer(string key, int fallback, int min, int max) => OptionalInteger(key, min, max, fallback) ?? fallback;

    public int? OptionalInteger(string key, int min, int max, int? fallback = null)
    {
        var value = fallback;
        if (Take<TomlInteger>(key, "an integer") is { } written)
        {
            if (written.Value >= min && written.Value <= max)
            {
                value = (int)written.Value;
            }
            else
            {
                Error(key, $"is {written.Value}, and must be {min} to {max}");
            }
        }

        RecordRaw(key, value?.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    public double? OptionalNumber(string key, double min, double max)
    {
        Know(key);
        double? value = _table?[key] switch
        {
            TomlFloat number => number.Value,
            TomlInteger number => number.Value,
            _ => Take<TomlFloat>(key, "a number")?.Value,
        };
        if (value is { } given && !(given >= min && given <= max))
        {
            Error(key, string.Create(CultureInfo.InvariantCulture, $"is {given}, and must be {min} to {max}"));
            value = null;
        }

        RecordRaw(key, value?.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max) =>
        OptionalDuration(key, min, max, fallback) ?? fallback;

    public TimeSpan? OptionalDuration(string key, TimeSpan min, TimeSpan max, TimeSpan? fallback = null, bool forever = false)
    {
        var value = fallback;
        var orForever = forever ? ", or \"forever\"" : "";
        if (Take<TomlString>(key, Durations.Wanted + orForever) is { } written)
        {
            if (forever && written.Value == "forever")
            {
                value = TimeSpan.FromSeconds(-1);
            }
            else if (!Durations.TryParse(written.Value, out var duration))
            {
                Error(key, $"is {Quote(written.Value)}, and must be {Durations.Wanted}{orForever}");
            }
            else if (duration < min || duration > max)
            {
                Error(key, $"is {Quote(written.Value)}, and must be \"{Durations.Show(min)}\" to \"{Durations.Show(max)}\"{orForever}");
            }
            else
            {
                value = duration;
            }
        }

        Record(key, value is null ? null : Durations.Show(value.Value));
        return value;
    }

    public long Size(string key, long fallback, long min, long max)
    {
        var value = fallback;
        if (Take<TomlString>(key, Sizes.Wanted) is { } written)
        {
            if (!Sizes.TryParse(written.Value, out var size))
            {
                Error(key, $"is {Quote(written.Value)}, and must be {Sizes.Wanted}");
            }
            else if (size < min || size > max)
            {
                Error(key, $"is {Quote(written.Value)}, and must be \"{Sizes.Show(min)}\" to \"{Sizes.Show(max)}\"");
            }
            else
            {
                value = size;
            }
        }

        Record(key, Sizes.Show(value));
        return value;
    }
}
