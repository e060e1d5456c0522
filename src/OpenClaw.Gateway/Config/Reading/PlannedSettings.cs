namespace OpenClaw.Config.Reading;

/// <summary>Settings of parts that are planned and not in this version. Refused by name, so that nobody takes a wish for a
/// setting.</summary>
internal static class PlannedSettings
{
    // A part that gets built loses its lines here in the same commit.
    private static readonly Dictionary<string, string> s_parts = new(StringComparer.Ordinal)
    {
        ["mcp"] = "MCP servers",
        ["memory"] = "long-term memory",
        ["browser"] = "the browser",
        ["sandbox"] = "the sandbox",
        ["inbox"] = "inbox limits",
        ["tools.sandbox"] = "the sandbox",
        ["tools.exec_sandbox"] = "the sandbox",
    };

    private static readonly string[] s_tools = ["web_fetch", "web_search", "browser", "memory", "delegate"];

    /// <summary>The part a setting belongs to, or null. List elements are written <c>sessions[]</c>.</summary>
    public static string? PartOfSetting(string pattern) => s_parts.GetValueOrDefault(pattern);

    // "server.tool" is how tools of an MCP server will be called.
    public static string? PartOfTool(string tool) =>
        tool.Contains('.') ? "MCP servers"
        : s_tools.Contains(tool) ? $"the tool {tool}"
        : null;

    public static string NotBuilt(string path, string part) => $"{path}: this version does not have {part} yet; take it out until it does";
}
