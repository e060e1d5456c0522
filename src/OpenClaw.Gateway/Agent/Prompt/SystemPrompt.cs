using OpenClaw.Config.Tables;

namespace OpenClaw.Agent.Prompt;

/// <summary>The system prompt: a list of parts, built once for each policy and workspace and kept until a reload, so that it is the same
/// byte for byte from turn to turn. On the loop.</summary>
internal sealed class SystemPrompt(IReadOnlyList<PromptPart> parts, ILogger log)
{
    /// <summary>More workspaces than this are not remembered: a gateway with a folder for each of a thousand strangers.</summary>
    private const int MostKept = 256;

    private const int CharactersAToken = 4;

    private readonly Dictionary<(string Policy, string Workspace, string Tools), string> _kept = [];
    private (AgentConfig? Agent, Instructions? Instructions) _of;

    public string For(string policy, PromptContext context)
    {
        if (
            !ReferenceEquals(_of.Agent, context.Agent)
            || !ReferenceEquals(_of.Instructions, context.Instructions)
            || _kept.Count >= MostKept
        )
        {
            _kept.Clear();
            _of = (context.Agent, context.Instructions);
        }

        // A reload may change what a policy leaves, and a source of tools may come or go.
        var key = (policy, context.Workspace, string.Join(' ', context.Tools.Select(static tool => tool.Name)));
        if (!_kept.TryGetValue(key, out var text))
        {
            _kept[key] = text = string.Join('\n', parts.Select(part => TextOf(part, context)).Where(static part => part.Length > 0));
        }
        return text;
    }

    private string TextOf(PromptPart part, PromptContext context)
    {
        var text = part.Text(context) ?? "";
        var most = part.Budget * CharactersAToken;
        if (text.Length <= most)
        {
            return text;
        }
        PromptLog.PartCut(log, part.Name, text.Length / CharactersAToken, part.Budget);
        return text[..Math.Max(0, text.LastIndexOf('\n', most))];
    }
}
