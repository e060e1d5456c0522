using System.Globalization;
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
}
