namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>No approval is left open, none was asked twice for one call, and none was used for more than its effect.</summary>
internal static class ApprovalCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        var disk = facts.AtRest!;
        foreach (var approval in disk.Approvals)
        {
            findings.Require(approval.State is "used" or "denied" or "withdrawn", $"approval {approval.Id} is {approval.State}");
            var effects = disk.Effects.Count(effect => effect.Turn == approval.Turn && effect.Approval == approval.Id);
            findings.Require(
                effects == (approval.State == "used" ? 1 : 0),
                $"approval {approval.Id} is {approval.State} and has {effects} effects"
            );
        }

        foreach (
            var twice in disk.Approvals.GroupBy(static approval => (approval.Turn, approval.Call)).Where(static group => group.Count() > 1)
        )
        {
            findings.Violations.Add(
                $"double: call {twice.Key} was asked as {string.Join(" and ", twice.Select(static approval => approval.Id))}"
            );
        }
    }
}
