namespace OpenClaw.Models;

/// <summary>The tools a model was told of, as far as reading its calls needs to know them.</summary>
internal sealed class OfferedTools
{
    private const string Namespace = "functions.";

    private readonly Dictionary<string, string[]> _tools = new(StringComparer.Ordinal);

    public OfferedTools(IEnumerable<ToolSpec> tools)
    {
        foreach (var tool in tools)
        {
            _tools[tool.Name] = Json.TryParse(tool.Schema, out var schema) && schema.Child("properties") is { ValueKind: System.Text.Json.JsonValueKind.Object } properties
                ? [.. properties.EnumerateObject().Select(p => p.Name)]
                : [];
        }
    }

    public bool IsEmpty => _tools.Count == 0;

    public static OfferedTools Named(IEnumerable<string> names) => new(names.Select(name => new ToolSpec(name, "", "{}")));

    /// <summary>The offered tool that a printed name surely means, or null: its own name, in another case, or behind "functions.".</summary>
    public string? Resolve(string printed)
    {
        var name = printed.StartsWith(Namespace, StringComparison.Ordinal) && !_tools.ContainsKey(printed) ? printed[Namespace.Length..] : printed;
        if (_tools.ContainsKey(name))
        {
            return name;
        }

        var alike = _tools.Keys.Where(tool => tool.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>Whether a tool has arguments of these names.</summary>
    public bool Takes(string tool, IEnumerable<string> arguments) => _tools.TryGetValue(tool, out var known) && arguments.All(known.Contains);
}
