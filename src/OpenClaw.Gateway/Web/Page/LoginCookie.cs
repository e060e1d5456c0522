using System.Security.Cryptography;
using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Web.Page;

/// <summary>
/// A login, in two halves that open nothing alone (decision 0023). The browser keeps the cookie and no script sees it, but it goes to every
/// port of the host. The key is kept by the page, in the storage of its own origin, and is shown in a header. Both are made of the user's
/// token, so nothing is kept here: a restart logs nobody out, and a new token logs out whoever showed the old one. </summary>
internal static class LoginCookie
{
    /// <summary>Where the key stands: in the answer that logs in, and in every request after it.</summary>
    public const string KeyHeader = "X-OpenClaw-Key";

    private const int LoginBytes = 16;

    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>With the prefix no other host of the domain and no plain connection can set it
    /// (https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3).</summary>
    public static string NameFor(bool isSecure) => isSecure ? "__Host-openclaw" : "openclaw";

    /// <summary>A new login.</summary>
    public static (string Cookie, string Key) Make(WebChatUser user, DateTimeOffset now)
    {
        var login = RandomNumberGenerator.GetHexString(2 * LoginBytes, lowercase: true);
        return (Write(user, login, now), KeyOf(user, login));
    }

    /// <summary>The same login for a whole life more. Its key stays: other tabs hold it.</summary>
    public static string Renew(string cookie, WebChatUser user, DateTimeOffset now) => Write(user, cookie.Split('.', 4)[1], now);

    /// <summary>Whose login it is; null when it is nobody's, too old, or its key is another one's. Both may be anything: a browser sends
    /// them.</summary>
    public static WebChatUser? Find(string cookie, string key, WebChatConfig config, DateTimeOffset now)
    {
        if (
            cookie.Split('.', 4) is not [var end, var login, var mac, var name]
            || !TryReadTime(end, out var until)
            || until <= now.ToUnixTimeSeconds()
        )
        {
            return null;
        }
        var user = config.Users.FirstOrDefault(user => user.Name == name);
        if (user?.Token.Value is null)
        {
            return null;
        }
        // Both are compared, whichever is wrong.
        return ShownToken.Equal(mac, Mac(user, until, login)) & ShownToken.Equal(key, KeyOf(user, login)) ? user : null;
    }

    /// <summary>Whether half of its life is over: then a new one is given.</summary>
    public static bool IsOld(string cookie, DateTimeOffset now) =>
        TryReadTime(cookie.AsSpan(0, Math.Max(0, cookie.IndexOf('.'))), out var until)
        && until - now.ToUnixTimeSeconds() < (long)(Life / 2).TotalSeconds;

    private static string Write(WebChatUser user, string login, DateTimeOffset now)
    {
        var until = (now + Life).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{until}.{login}.{Mac(user, until, login)}.{user.Name}");
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, out long time) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out time);

    private static string Mac(WebChatUser user, long until, string login) =>
        Hash(user, "openclaw cookie", string.Create(CultureInfo.InvariantCulture, $"{until}\n{login}"));

    private static string KeyOf(WebChatUser user, string login) => Hash(user, "openclaw key", login);

    private static string Hash(WebChatUser user, string purpose, string text) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{user.Token.Reveal()}"), Encoding.UTF8.GetBytes($"{user.Name}\n{text}"))
        );
}
