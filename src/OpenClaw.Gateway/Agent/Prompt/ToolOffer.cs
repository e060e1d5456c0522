using OpenClaw.Config.Loading;
using OpenClaw.Models.Clients;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Prompt;

/// <summary>The tools a turn's policy leaves, always in the table's order: what a policy can only deny is not shown to the model.</summary>
internal sealed class ToolOffer(ToolTable tools, Current<PolicySet> policies)
{
    // Made once for as long as the table has the same tools.
    private (IReadOnlyList<Tool>? Of, ToolSpec[] Specs) _made;

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
        var specs = Specs();
        var offered = Gate.ToolsOffered(policies.Value, conversation, specs.Select(static s => s.Name));
        return [.. specs.Where(spec => offered.Contains(spec.Name))];
    }

    private ToolSpec[] Specs()
    {
        if (!ReferenceEquals(_made.Of, tools.All))
        {
            _made = (tools.All, [.. tools.All.Select(static t => new ToolSpec(t.Name, t.Description, t.Schema))]);
        }
        return _made.Specs;
    }
}
