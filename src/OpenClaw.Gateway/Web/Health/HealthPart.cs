using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables;

namespace OpenClaw.Web.Health;

/// <summary><c>/healthz</c>: the loop turns. <c>/readyz</c>: and the disk takes what comes in. For whoever watches the machine; neither
/// says more than that.</summary>
internal sealed class HealthPart(EventLoop loop, Store store) : IWebPart
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public IEnumerable<WebRoute> Routes(GatewayConfig config) =>
        [
            new("GET", "/healthz", context => AnswerAsync(context, static () => null)),
            new("GET", "/readyz", context => AnswerAsync(context, () => store.Fault is null ? null : "the disk refuses to store")),
        ];

    private async Task AnswerAsync(HttpContext context, Func<string?> complaint)
    {
        string? found;
        try
        {
            found = await loop.InvokeAsync(() => Task.FromResult(complaint()))
                .WaitAsync(s_patience, loop.Time, context.RequestAborted)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            found = "the event loop does not answer";
        }

        await context
            .TextAsync(found is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, found ?? "ok")
            .ConfigureAwait(false);
    }
}
