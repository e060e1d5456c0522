using OpenClaw.Config;
using OpenClaw.Models;
using OpenClaw.Pipeline;
using OpenClaw.Policy;
using OpenClaw.Tools;

namespace OpenClaw.Agent;

/// <summary>The tools a turn's policy leaves, always in the table's order: what a policy can only deny is not shown to the model.</summary>
internal sealed class ToolOffer(IReadOnlyList<Tool> tools, Current<PolicySet> policies)
{
    private readonly ToolSpec[] _specs = [.. tools.Select(static t => new ToolSpec(t.Name, t.Description, t.Schema))];

    public IReadOnlyList<ToolSpec> For(Turn turn)
    {
        var conversation = new CallContext
        {
            Session = turn.Session,
            Origin = turn.Message.Origin,
            Sender = turn.Message.Sender.Address,
            SenderIsOwner = turn.SenderIsOwner,
            Policy = turn.Rule.Policy,
            Tool = "",
            Workspace = turn.Workspace,
            Arguments = "{}",
            Effects = [],
        };
        var offered = Gate.ToolsOffered(policies.Value, conversation, _specs.Select(static s => s.Name));
        return [.. _specs.Where(spec => offered.Contains(spec.Name))];
    }
}
