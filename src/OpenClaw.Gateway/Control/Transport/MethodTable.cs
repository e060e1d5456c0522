using OpenClaw.Config.Reading;
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

    /// <summary>Those of it that are named: what a client of less than the whole may call.</summary>
    public MethodTable Only(IReadOnlyCollection<string> names) => new([.. names.Select(name => _methods[name])]);

    public IReadOnlyCollection<string> Names => _methods.Keys;

    /// <exception cref="ControlException">There is none of that name; the message offers the nearest.</exception>
    public IControlMethod Find(string name) =>
        _methods.TryGetValue(name, out var method)
            ? method
            : throw new ControlException(
                ControlErrors.UnknownMethod,
                $"no method \"{Shorten(name)}\".{NearestName.Suggestion(name, _methods.Keys)}"
            );

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64] + "...";
}
