using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Web.Page;

/// <summary>The way into the page: a token is shown once, and a cookie stands for it from then on.</summary>
internal sealed class PageLogins(TimeProvider time, Current<GatewayConfig> config, TokenAttempts attempts)
{
    /// <summary>Of whoever logs in nothing is known yet.</summary>
    private const long LongestLogin = 4 << 10;

    public async Task LogInAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, LongestLogin).ConfigureAwait(false);
        var (now, current) = (time.GetUtcNow(), config.Value);
        var caller = WebGuard.CallerOf(context, current.Web);
        var shown =
            body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("token"u8, out var token)
            && token.ValueKind == JsonValueKind.String
                ? token.GetString()!.Trim()
                : "";
        // All of them, whichever it is: who is found first must not show in the time it takes.
        var found = (current.Channels.WebChat?.Users ?? []).Where(user => ShownToken.Equal(shown, user.Token.Value)).ToArray();
        // A right one passes whatever others behind the same address have tried.
        if (found.Length == 0 && shown.Length > 0 && attempts.Wrong(caller) is { } pause)
        {
            throw WebRefusal.TooOften(pause);
        }

        if (found is not [var user, ..])
        {
            throw new WebRefusal(StatusCodes.Status401Unauthorized, "That is nobody's token.");
        }

        attempts.LoggedIn(caller, user.Name);
        var (cookie, key) = LoginCookie.Make(user, now);
        GiveCookie(context, cookie);
        context.Response.Headers[LoginCookie.KeyHeader] = key;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Takes the cookie back.</summary>
    public void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, CookieOptions(TimeSpan.Zero));

    /// <summary>Gives a new cookie in place of one that has grown old.</summary>
    public void Renew(HttpContext context, string name)
    {
        if (
            context.Request.Cookies[CookieName] is { } cookie
            && LoginCookie.IsOld(cookie, time.GetUtcNow())
            && config.Value.Channels.WebChat?.Users.FirstOrDefault(user => user.Name == name) is { } user
        )
        {
            GiveCookie(context, LoginCookie.Renew(cookie, user, time.GetUtcNow()));
        }
    }

    /// <summary>Whose cookie came with a request; null when it is nobody's.</summary>
    public WebChatUser? UserOf(HttpContext context) =>
        context.Request.Cookies[CookieName] is { } cookie && config.Value.Channels.WebChat is { } webchat
            ? LoginCookie.Find(cookie, context.Request.Headers[LoginCookie.KeyHeader].ToString(), webchat, time.GetUtcNow())
            : null;

    private void GiveCookie(HttpContext context, string cookie) =>
        context.Response.Cookies.Append(CookieName, cookie, CookieOptions(LoginCookie.Life));

    private string CookieName => LoginCookie.NameFor(config.Value.Web.IsSecure);

    private CookieOptions CookieOptions(TimeSpan life) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = config.Value.Web.IsSecure,
            Path = "/",
            MaxAge = life,
        };
}
