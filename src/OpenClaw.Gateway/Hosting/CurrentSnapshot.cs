using OpenClaw.Agent.Prompt;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models;
using OpenClaw.Policy.Calls;

namespace OpenClaw.Hosting;

/// <summary>The snapshot that holds now. Rooms are given the part that they need; all parts are replaced in one step, between two loop
/// batches.</summary>
internal sealed class CurrentSnapshot(Snapshot first)
{
    public Current<GatewayConfig> Config { get; } = new(first.Config);

    public Current<PolicySet> Policies { get; } = new(first.Policies);

    public Current<Instructions> Instructions { get; } = new(first.Instructions);

    public Current<ModelTable> Models { get; } = new(first.Models);

    /// <summary>Replaces it. The models of before are closed: a request that was sent ends as it was sent.</summary>
    public void Replace(Snapshot next)
    {
        var before = Models.Value;
        Config.Replace(next.Config);
        Policies.Replace(next.Policies);
        Instructions.Replace(next.Instructions);
        Models.Replace(next.Models);
        before.Dispose();
    }
}
