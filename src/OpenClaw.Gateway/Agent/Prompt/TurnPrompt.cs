using Microsoft.Extensions.AI;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models.Clients;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Prompt;

/// <summary>What a model is told before the conversation: the system prompt, and the tools that the turn's policy leaves.</summary>
internal sealed class TurnPrompt(ToolOffer offer, SystemPrompt system, Current<GatewayConfig> config, Current<Instructions> instructions)
{
    public (ChatMessage System, IReadOnlyList<ToolSpec> Tools) For(Turn turn)
    {
        var tools = offer.For(turn);
        var context = new PromptContext(config.Value.Agent, turn.Workspace, tools, instructions.Value);
        return (new ChatMessage(ChatRole.System, system.For(turn.Rule.Policy, context)), tools);
    }
}
