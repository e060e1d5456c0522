using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Transport;

/// <summary>The methods the server answers, by name. <c>Hosting</c> writes the list.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, IControlMethod> _methods;

    public MethodTable(params ReadOnlySpan<IControlMethod> methods)
    {
        _methods = new(methods.Length, StringComparer.Ordinal);
        foreach (var method in methods)
        {
            _methods.Add(method.Name, method);
        }
    }

    public IReadOnlyCollection<string> Names => _methods.Keys;

    /// <exception cref="ControlException">There is none of that name; the message offers the nearest.</exception>
    public IControlMethod Find(string name) => _methods.TryGetValue(name, out var method)
        ? method
        : throw new ControlException(ControlErrors.UnknownMethod, Nearest(name) is { } near
            ? $"no method \"{Shorten(name)}\"; did you mean \"{near}\"?"
            : $"no method \"{Shorten(name)}\"");

    private string? Nearest(string name)
    {
        if (name.Length > 64)
        {
            return null;
        }

        var best = _methods.Keys.Select(known => (known, distance: Distance(name, known))).OrderBy(static c => c.distance).FirstOrDefault();
        return best.known is not null && best.distance <= Math.Max(2, name.Length / 3) ? best.known : null;
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64] + "...";

    // Levenshtein's distance over two rows.
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
