namespace OpenClaw.Config.Reading;

/// <summary>Whole numbers with a unit behind them, such as <c>30s</c> and <c>64KB</c>.</summary>
/// <param name="units">The largest first; the last stands for what no other one divides.</param>
internal sealed class Units(params (string Name, long Size)[] units)
{
    public bool TryParse(string text, out long amount)
    {
        amount = 0;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
        var size = Array.Find(units, unit => text.AsSpan(digits).SequenceEqual(unit.Name)).Size;
        if (
            size == 0
            || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / size
        )
        {
            return false;
        }
        amount = count * size;
        return true;
    }

    public string Show(long amount)
    {
        var unit = Array.Find(units, unit => amount >= unit.Size && amount % unit.Size == 0);
        unit = unit.Size > 0 ? unit : units[^1];
        return $"{amount / unit.Size}{unit.Name}";
    }
}
