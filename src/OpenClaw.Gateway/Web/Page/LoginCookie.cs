using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Config.Channels;

namespace OpenClaw.Web.Page;

/// <summary>
/// What a browser keeps of a login: who, until when, and a MAC of both under a key made of his token. Nothing is kept here, so a restart logs nobody out, and a new
/// token logs out whoever showed the old one.
/// </summary>
internal static class LoginCookie
{
    public const string Name = "openclaw_login";

    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public static string Make(WebChatUser user, DateTimeOffset now)
    {
        var until = (now + Life).ToUnixTimeSeconds();
        return $"{until.ToString(CultureInfo.InvariantCulture)}.{Mac(user, until)}.{user.Name}";
    }

    /// <summary>Who it belongs to; null when it is nobody's, or too old. It may be anything: a browser sends it.</summary>
    public static WebChatUser? Find(string cookie, WebChatConfig config, DateTimeOffset now)
    {
        var first = cookie.IndexOf('.');
        var second = first < 0 ? -1 : cookie.IndexOf('.', first + 1);
        if (second < 0 || !long.TryParse(cookie.AsSpan(0, first), NumberStyles.None, CultureInfo.InvariantCulture, out var until) || until <= now.ToUnixTimeSeconds()) return null;
        var user = config.Users.FirstOrDefault(user => user.Name == cookie[(second + 1)..]);
        return user?.Token.Value is not null && Tokens.Equal(cookie[(first + 1)..second], Mac(user, until)) ? user : null;
    }

    /// <summary>Whether half of its life is over: then a new one is given.</summary>
    public static bool IsOld(string cookie, DateTimeOffset now) =>
        long.TryParse(cookie.AsSpan(0, Math.Max(0, cookie.IndexOf('.'))), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        && until - now.ToUnixTimeSeconds() < (long)(Life / 2).TotalSeconds;

    private static string Mac(WebChatUser user, long until) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes($"openclaw login\n{user.Token.Reveal()}"), Encoding.UTF8.GetBytes($"{user.Name}\n{until.ToString(CultureInfo.InvariantCulture)}")));
}
