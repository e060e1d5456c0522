using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web.Hooks;

/// <summary>Lets in whoever has shown the token or the signature of a hook. From any thread.</summary>
internal sealed class HookGuard(Current<GatewayConfig> config, TokenAttempts attempts, TimeProvider time, ILogger log)
{
    private readonly RefusalNotes _notes = new(time);

    /// <summary>The body of a caller who has shown that he may call.</summary>
    public async Task<byte[]> AdmitAsync(HttpContext context, HookConfig hook)
    {
        // A token is looked at before anything is read; a signature is one of what was read.
        if (hook.Token is { } token)
        {
            var shown = WebAnswers.BearerOf(context.Request);
            if (!ShownToken.Equal(shown, token.Value))
            {
                throw Refusal(context, hook, new HookRefusal("the bearer token is missing or wrong", IsGuess: shown.Length > 0));
            }
        }

        var body = await context.BodyAsync(hook.MaxBody).ConfigureAwait(false);
        return
            hook.Token is null
            && HookSignature.Check(hook.Signature, hook.Secret!, context.Request.Headers, body, time.GetUtcNow()) is { } refusal
            ? throw Refusal(context, hook, refusal)
            : body;
    }

    private WebRefusal Refusal(HttpContext context, HookConfig hook, HookRefusal refusal)
    {
        var caller = WebGuard.CallerOf(context, config.Value.Web);
        if (refusal.IsGuess && attempts.Wrong(caller) is { } pause)
        {
            return new WebRefusal(StatusCodes.Status429TooManyRequests, "too many wrong tokens", Math.Ceiling(pause.TotalSeconds));
        }

        _notes.Note(hook.Name, count => WebLog.HookRefused(log, hook.Name, caller, refusal.Line, count));
        if (hook.Token is not null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        return new WebRefusal(StatusCodes.Status401Unauthorized, refusal.Line);
    }
}
