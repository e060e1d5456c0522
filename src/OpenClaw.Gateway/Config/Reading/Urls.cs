namespace OpenClaw.Config.Reading;

/// <summary>Addresses of servers as settings have them.</summary>
internal static class Urls
{
    /// <summary>What is wrong with one, or null.</summary>
    public static string? Check(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            return "must be an address such as \"http://127.0.0.1:11434\"";
        }
        // It would be printed with every message about whom it leads to.
        return url.UserInfo.Length > 0 ? "must not carry a user or password; name the secret in a setting of its own" : null;
    }
}
