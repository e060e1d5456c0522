using OpenClaw.Policy;

namespace OpenClaw.Tools;

/// <summary>
/// One thing a model may ask for. A call is made in two steps with the gate between: <see cref="IntendAsync"/> binds the arguments and says
/// what the call would do; <see cref="RunAsync"/> does it, and takes only what the gate has granted.
/// </summary>
internal abstract class Tool
{
    public abstract string Name { get; }

    /// <summary>One line for the model.</summary>
    public abstract string Description { get; }

    /// <summary>JSON schema of the arguments, literal.</summary>
    public abstract string Schema { get; }

    /// <summary>True when running it twice does no harm, so that a restart may repeat it.</summary>
    public virtual bool OnlyReads => false;

    /// <summary>Binds arguments and finds effects. Changes nothing in the world; may look at it (links, hashes).</summary>
    public abstract ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct);

    /// <summary>Does what was granted. Failures are results; an exception is a bug of ours.</summary>
    public abstract Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct);
}
