using OpenClaw.Config.Tables;

namespace OpenClaw.Approvals;

/// <summary>Says who may answer an asked call, by the newest policy. Pure.</summary>
internal static class Approvers
{
    /// <summary>Null lets him answer; else why not, in words for him.</summary>
    /// <param name="by">The answering sender's address.</param>
    public static string? Refusal(GatewayConfig config, Approval approval, string by)
    {
        if (!config.Policies.TryGetValue(approval.Policy, out var policy))
        {
            return $"the policy '{approval.Policy}' that asked is gone from the configuration; what it asked can only be denied by time";
        }

        if (!policy.Ask.Self && config.IsSamePerson(by, approval.Sender))
        {
            return $"policy '{policy.Name}' has ask.self = false: somebody else must answer a request of {by}";
        }

        var named = policy.Ask.Approvers;
        var may = named.Contains(by) || (named.Contains("owners") && config.Agent.Owners.Contains(by));
        return may
            ? null
            : $"{by} is not an approver of policy '{policy.Name}' (approvers: {string.Join(", ", named)}{(named.Contains("owners") ? $"; owners: {string.Join(", ", config.Agent.Owners)}" : "")})";
    }
}
