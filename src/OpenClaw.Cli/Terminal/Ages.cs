namespace OpenClaw.Cli.Terminal;

/// <summary>Times as people say them.</summary>
internal static class Ages
{
    /// <summary><c>45s</c>, <c>12m</c>, <c>3h 20m</c>, <c>5d 4h</c>.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalSeconds: < 60 } => $"{Math.Max(0, (int)span.TotalSeconds)}s",
            { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes}m",
            { TotalHours: < 24 } => span.Minutes == 0 ? $"{(int)span.TotalHours}h" : $"{(int)span.TotalHours}h {span.Minutes}m",
            _ => span.Hours == 0 ? $"{(int)span.TotalDays}d" : $"{(int)span.TotalDays}d {span.Hours}h",
        };

    public static string Ago(DateTimeOffset? at, DateTimeOffset now) => at is { } then ? $"{Span(now - then)} ago" : "never";

    public static string In(DateTimeOffset at, DateTimeOffset now) => at <= now ? "now" : $"in {Span(at - now)}";

    /// <summary>Mebibytes with one decimal.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");
}
