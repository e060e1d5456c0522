namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>Which addresses of a model's text may become something to press. Pure.</summary>
internal static class SafeLinks
{
    /// <summary>The address as it may stand in a link; null when it must be shown as text only (<c>javascript:</c>, <c>data:</c>, an own
    /// scheme of some program, a path).</summary>
    public static string? Find(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && !url.Any(char.IsControl)
            ? uri.AbsoluteUri
            : null;
}
