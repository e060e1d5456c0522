using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web.Hooks;

/// <summary>Lets in whoever has shown the token or the signature of a hook. From any thread.</summary>
internal sealed class HookGuard(Current<GatewayConfig> config, TokenAttempts attempts, TimeProvider time, ILogger log)
{
    private readonly RefusedCalls _refused = new(time, log);

    /// <summary>The body of a caller who has shown that he may call. Null when he was answered already.</summary>
    public async Task<byte[]?> AdmitAsync(HttpContext context, HookConfig hook)
    {
        var caller = WebGuard.CallerOf(context, config.Value.Web);
        HookRefusal? refusal = null;
        byte[]? body = null;
        // A token is looked at before anything is read; a signature is one of what was read.
        if (hook.Token is { } token && !ShownToken.Equal(WebAnswers.BearerOf(context.Request), token.Value))
        {
            refusal = new HookRefusal("the bearer token is missing or wrong", IsGuess: WebAnswers.BearerOf(context.Request).Length > 0);
        }
        if (refusal is null && (body = await context.BodyAsync(hook.MaxBody).ConfigureAwait(false)) is null)
        {
            return null;
        }
        if (body is not null && hook.Token is null)
        {
            refusal = HookSignature.Check(hook.Signature, hook.Secret!, context.Request.Headers, body, time.GetUtcNow());
        }
        if (refusal is null)
        {
            return body;
        }

        if (refusal.IsGuess && attempts.Wrong(caller) is { } pause)
        {
            await new HookAnswer.NotTaken(
                StatusCodes.Status429TooManyRequests,
                "too many wrong tokens",
                (int)Math.Ceiling(pause.TotalSeconds)
            )
                .WriteAsync(context)
                .ConfigureAwait(false);
            return null;
        }

        _refused.Note(hook.Name, caller, refusal.Line);
        if (hook.Token is not null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        await context.TextAsync(StatusCodes.Status401Unauthorized, refusal.Line).ConfigureAwait(false);
        return null;
    }
}
