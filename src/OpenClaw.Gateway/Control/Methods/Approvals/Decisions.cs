using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Methods;

/// <summary>A decision as an answer on the wire.</summary>
internal static class Decisions
{
    /// <exception cref="ControlException">It did not count, and why.</exception>
    public static Approval Taken(Decision decision) =>
        decision switch
        {
            Decision.Taken taken => taken.Approval,
            Decision.Unknown unknown => throw ControlException.NotFound(unknown.Line),
            Decision.TooLate late => throw ControlException.Failed(late.Line),
            Decision.NotAllowed refused => throw ControlException.NotAllowed(refused.Line),
            Decision.NotShown other => throw ControlException.Failed(other.Line),
            _ => throw new InvalidOperationException("no such decision"),
        };
}
