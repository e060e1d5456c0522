using Microsoft.Extensions.AI;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Kept;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Prompt;

/// <summary>What a model is told: the system prompt, the tools that the turn's policy leaves, and what is kept of conversations.</summary>
internal sealed class TurnPrompt(
    ToolOffer offer,
    SystemPrompt system,
    KeptPrompts kept,
    Current<GatewayConfig> config,
    Current<Instructions> instructions
)
{
    public KeptPrompts Kept => kept;

    public (ChatMessage System, IReadOnlyList<ToolSpec> Tools) For(Turn turn)
    {
        var tools = offer.For(turn);
        var context = new PromptContext(config.Value.Agent, turn.Workspace, tools, instructions.Value);
        return (new ChatMessage(ChatRole.System, system.For(turn.Rule.Policy, context)), tools);
    }
}
