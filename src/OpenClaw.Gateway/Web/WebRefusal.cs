using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web;

/// <summary>A request that is not answered as its caller wished. The server says so in the way of the route (<see cref="WebRoute.Refuse"/>).</summary>
/// <param name="after">In how many seconds the caller may try the same again; null when that is of no use.</param>
internal sealed class WebRefusal(int status, string line, double? after = null) : Exception(line)
{
    public int Status => status;

    public double? After => after;

    /// <summary>The body is still coming: what comes is taken for a moment, or the caller would be cut off and never read why.</summary>
    public bool IsAmidBody { get; init; }

    /// <summary>The answer to one who tried too often.</summary>
    public static WebRefusal TooOften(TimeSpan pause) =>
        new(
            StatusCodes.Status429TooManyRequests,
            $"Too many wrong tokens. Try again in {Math.Ceiling(pause.TotalSeconds)} s.",
            Math.Ceiling(pause.TotalSeconds)
        );

    public async Task WriteAsync(HttpContext context, Refusal refuse)
    {
        if (after is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }
        await refuse(context, status, Message).ConfigureAwait(false);
        if (IsAmidBody)
        {
            await context.DrainAsync().ConfigureAwait(false);
        }
    }
}
