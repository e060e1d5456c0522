using System.Text.RegularExpressions;

namespace OpenClaw.Foundation.Network;

/// <summary>How long a server asks to be left alone, in the many ways servers say it: headers by RFC 9110 and beside it, fields of an
/// error, and sentences.</summary>
internal static partial class RetryAfter
{
    // Those that OpenAI and its kin send with every answer. They say when a limit is whole again, so they count only where nothing names
    // the wait itself.
    private static readonly string[] s_resets = ["x-ratelimit-reset-requests", "x-ratelimit-reset-tokens", "x-ratelimit-reset"];

    /// <summary>The wait that the headers name; null when they name none, or a time that has passed.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        if (
            Header(response, "retry-after-ms") is { } ms
            && double.TryParse(ms, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
        )
        {
            return Positive(milliseconds / 1000);
        }

        return Header(response, "Retry-After") is { } value ? Read(value, time) : null;
    }

    /// <summary>The longest of the limits that the headers say will be whole again later. For answers that refused because of a
    /// limit.</summary>
    public static TimeSpan? OfLimits(HttpResponseMessage response, TimeProvider time) =>
        s_resets.Select(name => IsUsedUp(response, name) && Header(response, name) is { } value ? Read(value, time) : null).Max();

    /// <summary>A wait that a sentence or a field of an error names: <c>"retryDelay": "34s"</c>, "retry in 34.07s", "try again in
    /// 6m26.4s".</summary>
    public static TimeSpan? InText(string text) =>
        Named().Match(text) is { Success: true } match ? Duration(match.Groups["time"].Value) : null;

    private static TimeSpan? Read(string value, TimeProvider time)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            // A number that is no wait is a moment: seconds or milliseconds since 1970.
            var now = time.GetUtcNow();
            return seconds < 1e9
                ? Positive(seconds)
                : Positive((seconds < 1e11 ? seconds : seconds / 1000) - (now.ToUnixTimeMilliseconds() / 1000.0));
        }

        if (Duration(value) is { } duration)
        {
            return duration;
        }
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Positive((at - time.GetUtcNow()).TotalSeconds)
            : null;
    }

    /// <summary><c>20s</c>, <c>6m26.4s</c>, <c>1h2m</c>, <c>120ms</c>, <c>20 seconds</c>; null for anything else.</summary>
    private static TimeSpan? Duration(string text)
    {
        var match = Parts().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }
        var total = 0.0;
        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
        {
            var unit = match.Groups["u"].Captures[i].Value.ToLowerInvariant();
            total +=
                double.Parse(match.Groups["n"].Captures[i].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                * unit switch
                {
                    "ms" or "milliseconds" or "millisecond" => 0.001,
                    ['h', ..] => 3600,
                    ['d', ..] => 86400,
                    ['m', ..] => 60,
                    _ => 1,
                };
        }

        return Positive(total);
    }

    // A server that counts in years is wrong, and a number too large for a time span must not end the turn.
    private static TimeSpan? Positive(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, 366.0 * 86400)) : null;

    private static bool IsUsedUp(HttpResponseMessage response, string reset) =>
        Header(response, reset.Replace("reset", "remaining", StringComparison.Ordinal)) is not { } left || left.Trim() == "0";

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    private const string Units = "milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d";

    [GeneratedRegex(
        $@"^(?:(?<n>\d{{1,9}}(?:\.\d{{1,9}})?)\s*(?<u>{Units})\s*(?:and\s+)?)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Parts();

    [GeneratedRegex(
        $@"(?:retry[_ ]?delay""?\s*[:=]\s*""?|(?:retry|try again|available again|wait|resets?)(?:\s+(?:again|after|for|in|at least|about))*\s+|retry[-_ ]after""?\s*[:=]?\s*""?)(?<time>(?:\d{{1,9}}(?:\.\d{{1,9}})?\s*(?:{Units})\b\s*(?:and\s+)?)+|(?:\d{{1,9}}(?:\.\d{{1,9}})?(?:{Units}))+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Named();
}
