namespace OpenClaw.Models;

/// <summary>The tools a model was told of, as far as reading its calls needs to know them.</summary>
internal sealed class OfferedTools
{
    private readonly Dictionary<string, ToolSpec> _tools = new(StringComparer.Ordinal);

    public OfferedTools(IEnumerable<ToolSpec> tools)
    {
        foreach (var tool in tools)
        {
            _tools[tool.Name] = tool;
        }
    }

    public bool IsEmpty => _tools.Count == 0;

    public static OfferedTools Named(IEnumerable<string> names) => new(names.Select(name => new ToolSpec(name, "", "{}")));

    /// <summary>The offered tool that a printed name surely means, or null.</summary>
    public string? Resolve(string name) => _tools.ContainsKey(name) ? name : null;
}
