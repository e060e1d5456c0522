namespace OpenClaw.Cli.Commands.Approvals;

/// <summary><c>openclaw deny ID</c>: the call does not run, and the model is told.</summary>
internal sealed class DenyCommand : CommandBase
{
    public DenyCommand(CommandContext context)
        : base(
            context,
            "deny",
            "Refuse a call that asked. The model is told, with the reason if there is one.",
            "openclaw deny bako-42",
            "openclaw deny bako-42 --reason \"ask Anna first\""
        )
    {
        var id = ApprovalWord();
        var reason = Value<string?>("--reason", "TEXT", "Told to the model");
        var fingerprint = Value<string?>(
            "--fingerprint",
            "TEXT",
            "Only if it is the call that `openclaw approvals` listed with this fingerprint"
        );
        SetAction(parse =>
        {
            var parameters = new DenyParams(parse.GetValue(id)!, parse.GetValue(fingerprint), parse.GetValue(reason));
            return Ask(parse, ApprovalsApi.Deny, parameters, result => ApprovalText.WriteDecided(Context.Out, "denied", result.Approval));
        });
    }
}
