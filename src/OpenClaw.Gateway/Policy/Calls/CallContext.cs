using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Calls;

/// <summary>All the gate may know of a call. Nothing else reaches the decision, so that the same context gives the same verdict
/// anywhere.</summary>
internal sealed record CallContext
{
    public required SessionKey Session { get; init; }
    public required Origin Origin { get; init; }

    /// <summary>The sender's address; <c>cron:job</c> and the like where no person spoke.</summary>
    public required string Sender { get; init; }

    public required bool SenderIsOwner { get; init; }

    /// <summary>The name of the policy that the rule of the turn's message named.</summary>
    public required string Policy { get; init; }

    public required string Tool { get; init; }

    /// <summary>Absolute real path; relative patterns of rules are below it.</summary>
    public required string Workspace { get; init; }

    /// <summary>The tool's arguments as canonical JSON: keys sorted, no white space, defaults written out.</summary>
    public required string Arguments { get; init; }

    public required EquatableArray<Effect> Effects { get; init; }

    /// <summary>What an approval is bound to besides session, tool and arguments. Its working directory is what <c>cwd</c> of a rule looks
    /// at; without one it is the workspace.</summary>
    public CallBinding Binding { get; init; } = CallBinding.Empty;
}
