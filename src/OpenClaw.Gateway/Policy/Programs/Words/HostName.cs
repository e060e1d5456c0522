namespace OpenClaw.Policy.Programs.Words;

/// <summary>Takes the host, with its port where one is written, from an address or URL. Only forms that every program reads
/// alike.</summary>
internal static class HostName
{
    public static string? Of(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? address : address[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny("/?#");
        var authority = end < 0 ? rest : rest[..end];
        var host = authority[(authority.LastIndexOf('@') + 1)..].TrimEnd(':');
        return host.Length > 0 && host[0] != '-' && (host.All(IsPlain) || IsAddress(host)) ? host : null;
    }

    // No escapes, globs, blanks or letters of other scripts: programs turn those into other names.
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '_';

    // [::1], [::1]:8080. Brackets that hold no IPv6 address are a glob to curl.
    private static bool IsAddress(string host)
    {
        var close = host.IndexOf(']');
        return host[0] == '['
            && close > 2
            && host.AsSpan(1, close - 1).Count(':') >= 2
            && host.AsSpan(1, close - 1).IndexOfAnyExcept("0123456789abcdefABCDEF:.") < 0
            && (close == host.Length - 1 || (host[close + 1] == ':' && host.AsSpan(close + 2).IndexOfAnyExceptInRange('0', '9') < 0));
    }
}
