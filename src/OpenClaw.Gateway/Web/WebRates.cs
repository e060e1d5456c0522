using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Web.Serving;

namespace OpenClaw.Web;

/// <summary>
/// How many requests of callers who have shown nothing are answered: of one address a burst, and then so many a second. A request that
/// shows a right token, signature or login is never counted. From any thread.
/// </summary>
internal sealed class WebRates(TimeProvider time, ILogger log)
{
    /// <summary>The page, its files and what it asks before it is in are a handful of requests.</summary>
    public const int Burst = 200;

    /// <summary>Of an address that many people may share.</summary>
    public const int SharedBurst = 2000;

    private readonly AddressBuckets _one = new(Burst, TimeSpan.FromMilliseconds(50), time);
    private readonly AddressBuckets _shared = new(SharedBurst, TimeSpan.FromMilliseconds(5), time);
    private readonly RefusalNotes _notes = new(time);

    /// <summary>Counts a request that shows nothing. Null when it is to be answered; else how long its caller has to wait.</summary>
    public TimeSpan? Take(HttpContext context, WebConfig settings)
    {
        var caller = WebGuard.CallerOf(context, settings);
        var isShared = IPAddress.TryParse(caller, out var address) && WebGuard.IsShared(address, settings);
        if ((isShared ? _shared : _one).Take(caller) is not { } pause)
        {
            return null;
        }
        const string What = "requests that show no token";
        _notes.Note(What, count => WebLog.TooMany(log, What, caller, count));
        return pause;
    }

    /// <summary>A request to something that asks for proof is counted when it turns out to have none.</summary>
    public void CountRefused(HttpContext context, WebConfig settings) =>
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode != StatusCodes.Status401Unauthorized || Take(context, settings) is not { } pause)
            {
                return Task.CompletedTask;
            }
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Slow(context.Response, pause);
            return Task.CompletedTask;
        });

    /// <summary>When to come again, on a new connection.</summary>
    public static void Slow(HttpResponse response, TimeSpan pause)
    {
        response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(pause.TotalSeconds))}";
        response.Headers.Connection = "close";
    }
}
