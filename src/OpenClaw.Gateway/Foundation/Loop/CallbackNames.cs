using System.Text.RegularExpressions;

namespace OpenClaw.Foundation.Loop;

/// <summary>What a callback is called where people read of it: class and method, without what the compiler and the runtime add.</summary>
internal static partial class CallbackNames
{
    /// <summary><c>OpenClaw.Foundation.Storage.Store+&lt;ReadAsync&gt;d__26`1[...]</c> is <c>Store.ReadAsync</c>.</summary>
    public static string Plain(string type)
    {
        var written = type.IndexOf('[') is >= 0 and var arguments ? type[..arguments] : type;
        var end = written.AsSpan().IndexOfAny('+', '`');
        var outer = end < 0 ? written : written[..end];
        var name = outer[(outer.LastIndexOf('.') + 1)..];
        return Method().Match(written) is { Success: true } method ? $"{name}.{method.Groups[1].Value}" : name;
    }

    [GeneratedRegex(@"<([A-Za-z]\w*)>", RegexOptions.CultureInvariant)]
    private static partial Regex Method();
}
