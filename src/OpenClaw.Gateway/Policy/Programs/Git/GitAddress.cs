namespace OpenClaw.Policy.Programs.Git;

/// <summary>The address of a remote: a URL, <c>host:path</c>, or a path of this machine.</summary>
internal static class GitAddress
{
    private const string File = "file://";

    public static bool IsPath(string address)
    {
        var colon = address.IndexOf(':');
        return address.StartsWith(File, StringComparison.Ordinal)
            || (!address.Contains("://", StringComparison.Ordinal) && (colon < 0 || address.AsSpan(0, colon).Contains('/')));
    }

    public static string PathOf(string address) => address.StartsWith(File, StringComparison.Ordinal) ? address[File.Length..] : address;

    /// <summary>The other side fills in a home, which may be that of any user.</summary>
    public static bool HasHome(string path) => path.StartsWith('~') || path.StartsWith("/~", StringComparison.Ordinal);
}
