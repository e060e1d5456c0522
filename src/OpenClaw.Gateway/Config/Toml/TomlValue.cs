namespace OpenClaw.Config.Toml;

/// <summary>A value and the place it was written. The cases are those below, <see cref="TomlArray"/> and <see cref="TomlTable"/>, and no
/// others.</summary>
/// <remarks>The place is part of a value's equality; compare the contents when only they matter.</remarks>
public abstract record TomlValue
{
    private protected TomlValue(TomlSpan span) => Span = span;

    public TomlSpan Span { get; init; }

    /// <summary>What it is, with its article, for a sentence: "a string", "an integer".</summary>
    public abstract string KindName { get; }
}

public sealed record TomlString(string Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a string";
}

public sealed record TomlInteger(long Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "an integer";
}

public sealed record TomlFloat(double Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a float";
}

public sealed record TomlBoolean(bool Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a boolean";
}

/// <summary>A moment. Kept as it was written, for TOML allows offsets that <see cref="DateTimeOffset"/> does not.</summary>
public sealed record TomlOffsetDateTime(DateTime Local, TimeSpan Offset, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a date-time";

    /// <summary>False for an offset beyond 14 hours, or a moment outside the years 1 to 9999.</summary>
    public bool TryToDateTimeOffset(out DateTimeOffset moment)
    {
        moment = default;
        if (Offset.Duration() > TimeSpan.FromHours(14))
        {
            return false;
        }
        var utcTicks = Local.Ticks - Offset.Ticks;
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
        {
            return false;
        }
        moment = new DateTimeOffset(Local, Offset);
        return true;
    }
}

public sealed record TomlLocalDateTime(DateTime Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a local date-time";
}

public sealed record TomlLocalDate(DateOnly Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a local date";
}

public sealed record TomlLocalTime(TimeOnly Value, TomlSpan Span) : TomlValue(Span)
{
    public override string KindName => "a local time";
}
