namespace OpenClaw.Foundation.Text;

/// <summary>
/// Amounts of money in a currency that only the operator knows. They are added up as whole billionths of its unit ("nanos"), so that a
/// token of a cheap model is more than nothing and no sum is rounded twice.
/// </summary>
internal static class Amounts
{
    private const decimal NanosAUnit = 1_000_000_000m;

    public static decimal FromNanos(long nanos) => nanos / NanosAUnit;

    /// <summary>Rounded up: what costs something never counts as nothing.</summary>
    public static long ToNanos(decimal amount) => decimal.ToInt64(decimal.Ceiling(amount * NanosAUnit));

    /// <summary>Two decimals, or four where less than one unit is meant: <c>12.50</c>, <c>0.0042</c>.</summary>
    public static string Show(decimal amount) => amount.ToString(amount is > 0 and < 1 ? "0.00##" : "0.00", CultureInfo.InvariantCulture);
}
