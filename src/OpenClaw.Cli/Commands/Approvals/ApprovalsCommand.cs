namespace OpenClaw.Cli.Commands.Approvals;

/// <summary><c>openclaw approvals</c>: what waits for a person.</summary>
internal sealed class ApprovalsCommand : CommandBase
{
    public ApprovalsCommand(CommandContext context)
        : base(
            context,
            "approvals",
            "List the tool calls that wait for a person to approve or deny them.",
            "openclaw approvals",
            "openclaw approvals --all           # those that were decided, too",
            "openclaw approvals show bako-42    # one of them, with its arguments"
        )
    {
        var all = Flag("--all -a", "Decided, expired and withdrawn ones too");
        SetAction(parse => Ask(parse, ApprovalsApi.List, new ApprovalsListParams(parse.GetValue(all) ? true : null), Show));

        var show = Verb("show", "Show one approval, decided or not, with the arguments of its call.", "openclaw approvals show bako-42");
        var id = show.ApprovalWord();
        show.SetAction((parse, ct) => ShowOneAsync(parse, parse.GetValue(id)!, ct));
    }

    private void Show(ApprovalsListResult result)
    {
        if (result.Approvals.Count == 0)
        {
            Context.Out.WriteLine("nothing waits for an approval");
        }

        foreach (var approval in result.Approvals)
        {
            ApprovalText.Write(Context.Out, approval, Context.Time.GetUtcNow());
        }
    }

    private async Task<int> ShowOneAsync(ParseResult parse, string id, CancellationToken ct)
    {
        await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
        var list = await client.CallAsync(ApprovalsApi.List, new ApprovalsListParams(All: true), ct).ConfigureAwait(false);
        var approval =
            list.Approvals.FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw ControlException.NotFound($"no approval \"{id}\"; openclaw approvals --all lists them");
        return Print(parse, approval, ControlJson.Wire.ApprovalInfo, ShowOne);
    }

    private void ShowOne(ApprovalInfo approval)
    {
        ApprovalText.Write(Context.Out, approval, Context.Time.GetUtcNow());
        if (approval.Arguments is { } arguments)
        {
            Context.Out.WriteLine($"  arguments {Escaping.Strict(arguments.GetRawText())}");
        }

        if (approval.Approvers is { Count: > 0 } approvers)
        {
            Context.Out.WriteLine($"  may be answered by {Escaping.Line(string.Join(", ", approvers))}");
        }
    }
}
