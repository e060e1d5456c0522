using System.CommandLine;
using OpenClaw.Control.Protocol;
using OpenClaw.Text;

namespace OpenClaw.Commands;

/// <summary><c>openclaw approve ID</c>: lets one asked call run, once.</summary>
internal sealed class ApproveCommand : GatewayCommand
{
    public ApproveCommand(CommandContext context, CommonOptions common)
        : base(context, common, "approve", "Let a call that asked run, once. Look at it first: openclaw approvals.",
            "openclaw approve bako-42",
            "openclaw approve bako-42 --rule   # also prints the rule that would have allowed it, to paste into openclaw.toml")
    {
        var id = ApprovalNames.Argument(context, common);
        var rule = new Option<bool>("--rule") { Description = "Print the TOML rule that would have allowed this call without asking" };
        Arguments.Add(id);
        Options.Add(rule);
        SetAction(parse => Ask(
            parse, ControlCalls.ApprovalsApprove, new ApproveParams { Id = parse.GetValue(id)!, Rule = parse.GetValue(rule) ? true : null }, Show));
    }

    private int Show(ApproveResult result)
    {
        // With a rule to catch in a file, only the rule goes to stdout.
        var output = result.Suggestion is null ? Context.Out : Context.Error;
        output.WriteLine($"approved {Escaping.Line(result.Approval.Id)}: {Escaping.Line(result.Approval.Tool)} {Escaping.Strict(result.Approval.Display)}");
        if (result.Suggestion is { } suggestion)
        {
            Context.Out.WriteLine(Escaping.Block(suggestion).TrimEnd());
        }

        return ExitCode.Ok;
    }
}
