namespace OpenClaw.Models.Providers.Ollama;

/// <summary>What an Ollama can by its version.</summary>
internal static class OllamaVersion
{
    // The first that takes `truncate` and `shift` on /api/chat.
    private static readonly Version s_truncate = new(0, 12, 6);

    /// <summary>Whether it refuses a prompt that is too long when asked to, instead of cutting it. A build without a number is taken for a
    /// young one.</summary>
    /// <param name="version">As <c>/api/version</c> says it: <c>0.12.6</c>, <c>0.33.0-rig</c>, <c>0.0.0</c>.</param>
    public static bool Refuses(string version)
    {
        var end = version.AsSpan().IndexOfAnyExcept("0123456789.");
        return Version.TryParse(end < 0 ? version : version[..end], out var known)
            && (known >= s_truncate || known == new Version(0, 0, 0));
    }
}
