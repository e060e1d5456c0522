using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;

namespace OpenClaw.Cli.Commands.Approvals;

/// <summary><c>openclaw deny ID</c>: the call does not run, and the model is told.</summary>
internal sealed class DenyCommand : GatewayCommand
{
    public DenyCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "deny",
            "Refuse a call that asked. The model is told, with the reason if there is one.",
            "openclaw deny bako-42",
            "openclaw deny bako-42 --reason \"ask Anna first\""
        )
    {
        var id = ApprovalArgument.Argument(context, common);
        var reason = new Option<string?>("--reason") { Description = "Told to the model", HelpName = "TEXT" };
        var fingerprint = new Option<string?>("--fingerprint")
        {
            Description = "Only if it is the call that `openclaw approvals` listed with this fingerprint",
            HelpName = "TEXT",
        };
        Arguments.Add(id);
        Options.Add(reason);
        Options.Add(fingerprint);
        SetAction(parse =>
            Ask(
                parse,
                ApprovalsApi.Deny,
                new DenyParams
                {
                    Id = parse.GetValue(id)!,
                    Reason = parse.GetValue(reason),
                    Fingerprint = parse.GetValue(fingerprint),
                },
                Show
            )
        );
    }

    private int Show(DenyResult result)
    {
        Context.Out.WriteLine(
            $"denied {Escaping.Line(result.Approval.Id)}: {Escaping.Line(result.Approval.Tool)} {Escaping.Strict(result.Approval.Display)}"
        );
        return ExitCode.Ok;
    }
}
