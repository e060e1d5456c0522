using OpenClaw.Config;

namespace OpenClaw.Policy;

internal sealed partial class GrantedCall
{
    /// <summary>The one gate: pure, total, and the only maker of <see cref="GrantedCall"/>. Known elsewhere as <c>Gate</c> (a global alias).</summary>
    internal static class Gate
    {
        /// <summary>What the policy says of the call.</summary>
        public static Verdict Decide(PolicySet policies, CallContext context) => throw new NotSupportedException("filled in by the policy room");

        /// <summary>Leave for an allowed call, or for an asked one whose approval was just used up; null for anything else.</summary>
        public static GrantedCall? Grant(PolicySet policies, CallContext context, ApprovedCall? approved = null)
        {
            var verdict = Decide(policies, context);
            return verdict.Action switch
            {
                PolicyAction.Allow => new GrantedCall(context, verdict, approved?.Id),
                PolicyAction.Ask when approved is not null && approved.Digest == CallDigest.Of(context) => new GrantedCall(context, verdict, approved.Id),
                _ => null,
            };
        }
    }
}

/// <summary>An approval that its store has marked as used: the id, and the digest of the call it was given for.</summary>
internal sealed record ApprovedCall(string Id, string Digest);
