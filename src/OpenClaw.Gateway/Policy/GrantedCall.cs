using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy;

/// <summary>
/// Leave to run one call. Its constructor is private and the gate is nested in it, so nothing but the gate can make one: a tool that takes
/// a <see cref="GrantedCall"/> cannot be reached around the policy.
/// </summary>
internal sealed partial class GrantedCall
{
    private readonly PolicySet _policies;

    private GrantedCall(PolicySet policies, CallContext context, Verdict verdict, string? approval)
    {
        _policies = policies;
        Context = context;
        Verdict = verdict;
        Approval = approval;
    }

    public CallContext Context { get; }

    public Verdict Verdict { get; }

    /// <summary>The id of the approval that was used up for this call; null when a rule allowed it.</summary>
    public string? Approval { get; }

    /// <summary>Whether the leave reaches to one more effect: what a call finds below the folder it was granted may be closed by a rule of
    /// its own.</summary>
    public bool Covers(Effect effect) => Gate.Decide(_policies, Context with { Effects = [effect] }).Action <= Verdict.Action;
}
