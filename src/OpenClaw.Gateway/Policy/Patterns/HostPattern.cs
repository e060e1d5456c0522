namespace OpenClaw.Policy.Patterns;

/// <summary>A host name or address, perhaps with a port: <c>*.example.org</c>, <c>192.168.1.20:8080</c>. Without a port it matches every
/// port.</summary>
internal static class HostPattern
{
    public static bool Matches(string pattern, string host)
    {
        var (patternName, patternPort) = Split(pattern);
        var (name, port) = Split(host);
        return (patternPort is null || patternPort == "*" || patternPort == port)
            && Glob.Matches(Glob.Compile(patternName), name, ignoreCase: true);
    }

    // An IPv6 address has more than one colon; with a port it stands in brackets.
    private static (string Name, string? Port) Split(string host)
    {
        var colon = host.LastIndexOf(':');
        var hasPort =
            colon > 0
            && colon < host.Length - 1
            && (host[colon - 1] == ']' || host.IndexOf(':') == colon)
            && (host[(colon + 1)..] == "*" || host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0);
        var name = hasPort ? host[..colon] : host;
        return (name.Trim('[', ']').TrimEnd('.'), hasPort ? host[(colon + 1)..] : null);
    }
}
