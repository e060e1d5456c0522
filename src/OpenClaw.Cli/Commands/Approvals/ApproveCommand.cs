namespace OpenClaw.Cli.Commands.Approvals;

/// <summary><c>openclaw approve ID</c>: lets one asked call run, once. What is approved is the call that this command has printed, or the
/// one whose fingerprint it is given.</summary>
internal sealed class ApproveCommand : CommandBase
{
    public ApproveCommand(CommandContext context)
        : base(
            context,
            "approve",
            "Let a call that asked run, once. Look at it first: openclaw approvals.",
            "openclaw approve bako-42",
            "openclaw approve bako-42 3fa9c0d1e2b4   # only if it is the call that was listed with this fingerprint",
            "openclaw approve bako-42 --rule   # also prints the rule that would have allowed it, to paste into openclaw.toml"
        )
    {
        var word = ApprovalWord();
        var fingerprint = Word<string?>(
            "FINGERPRINT",
            "What `openclaw approvals` says the call was shown as; without, the call is printed first and that one is approved",
            arity: ArgumentArity.ZeroOrOne
        );
        var option = Value<string?>("--fingerprint", "TEXT", "The same as FINGERPRINT");
        var rule = Flag("--rule", "Print the TOML rule that would have allowed this call without asking");
        SetAction(parse =>
        {
            var id = parse.GetValue(word)!;
            var parameters = new ApproveParams(
                id,
                parse.GetValue(fingerprint) ?? parse.GetValue(option) ?? Look(parse, id),
                parse.GetValue(rule) ? true : null
            );
            return Ask(parse, ApprovalsApi.Approve, parameters, Show);
        });
    }

    /// <summary>Prints the call whole. Not to stdout, which has the result.</summary>
    /// <returns>Null when nothing of that name waits; the gateway says why.</returns>
    private string? Look(ParseResult parse, string id)
    {
        using var client = Context.Connect(parse.GetValue(Context.Common.Socket));
        var list = client.CallRaw(ApprovalsApi.List, new ApprovalsListParams()).Deserialize(ApprovalsApi.List.Result);
        if (list?.Approvals.FirstOrDefault(a => string.Equals(a.Id, id.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } approval)
        {
            return null;
        }

        ApprovalText.Write(Context.Error, approval, Context.Time.GetUtcNow());
        return approval.Fingerprint;
    }

    private void Show(ApproveResult result)
    {
        // With a rule to catch in a file, only the rule goes to stdout.
        ApprovalText.WriteDecided(result.Suggestion is null ? Context.Out : Context.Error, "approved", result.Approval);
        if (result.Suggestion is { } suggestion)
        {
            Context.Out.WriteLine(Escaping.Block(suggestion).TrimEnd());
        }
    }
}
