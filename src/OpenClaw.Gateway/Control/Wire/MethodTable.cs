using OpenClaw.Config.Reading;

namespace OpenClaw.Control.Wire;

/// <summary>The methods that a server answers, by name.</summary>
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

    /// <summary>The named ones among them, for a client that may call less than the whole.</summary>
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

/// <summary>What the server calls for a request. <see cref="ControlCall{TParams,TResult}"/> makes one of a call and a handler.</summary>
internal interface IControlMethod
{
    string Name { get; }

    /// <summary>See <see cref="ControlCall{TParams,TResult}.OpenToLaunched"/>.</summary>
    bool OpenToLaunched { get; }

    /// <summary>Runs on the loop. Returns the result as JSON.</summary>
    /// <exception cref="ControlException">The answer is an error.</exception>
    Task<ReadOnlyMemory<byte>> InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct);
}
