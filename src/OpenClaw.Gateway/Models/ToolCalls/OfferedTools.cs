using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls;

/// <summary>The tools a model was told of, as far as reading its calls needs to know them.</summary>
internal sealed class OfferedTools
{
    // The namespaces that public chat templates put before a tool's name.
    private static readonly string[] s_namespaces = ["functions.", "function.", "tools.", "tool.", "default_api.", "default."];

    private readonly Dictionary<string, string[]> _tools = new(StringComparer.Ordinal);

    public OfferedTools(IEnumerable<ToolSpec> tools)
    {
        foreach (var tool in tools)
        {
            _tools[tool.Name] =
                Json.TryParse(tool.Schema, out var schema) && schema.Child("properties") is { ValueKind: JsonValueKind.Object } properties
                    ? [.. properties.EnumerateObject().Select(p => p.Name)]
                    : [];
        }
    }

    public bool IsEmpty => _tools.Count == 0;

    /// <summary>The offered tool that a model's name for it surely means, or null: its own name, in another case, or behind a template's
    /// namespace.</summary>
    public string? Resolve(string said)
    {
        var name = said.Trim();
        if (
            !_tools.ContainsKey(name) && Array.Find(s_namespaces, n => name.StartsWith(n, StringComparison.OrdinalIgnoreCase)) is { } prefix
        )
        {
            name = name[prefix.Length..];
        }

        if (_tools.ContainsKey(name))
        {
            return name;
        }

        var alike = _tools.Keys.Where(tool => tool.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>Whether a text begins with a line that is a tool's name.</summary>
    public Beginning BeginsLine(ReadOnlySpan<char> text)
    {
        // No tool's name is longer than this.
        text = text[..Math.Min(text.Length, 130)];
        var line = text.IndexOf('\n');
        var said = (line < 0 ? text : text[..line]).TrimEnd('\r').ToString();
        return line < 0
            ? _tools.Keys.Any(name => name.StartsWith(said, StringComparison.Ordinal))
                ? Beginning.Perhaps
                : Beginning.No
            : _tools.ContainsKey(said)
                ? Beginning.Yes
                : Beginning.No;
    }

    /// <summary>Whether a tool has arguments of these names.</summary>
    public bool Takes(string tool, IEnumerable<string> arguments) =>
        _tools.TryGetValue(tool, out var known) && arguments.All(known.Contains);
}
