namespace OpenClaw.Agent.Prompt;

/// <summary>Where the tools work, and what of them may wait for a person.</summary>
internal sealed class ToolsPart : IPromptPart
{
    public string Name => "tools";

    // A path of the system's longest, 4096 bytes, is in it.
    public int Budget => 1200;

    public string? For(PromptContext context)
    {
        if (context.Tools.Count == 0)
        {
            return null;
        }
        var text =
            $"Working folder: {context.Workspace}\nSome calls wait for a person's approval. When one is denied, say so; do not look for a way around it.";
        return context.Tools.Any(static tool => tool.Name == "exec")
            ? text
                + "\nexec: plain words, quotes, pipes, && || ; and > are understood; variables, $(), globs and ~ need an approval each time."
            : text;
    }
}
