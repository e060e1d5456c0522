using OpenClaw.Config;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Models;

namespace OpenClaw.Control.Methods;

/// <summary><c>models.list</c>: how each model stands, as the chains know it; nobody is asked.</summary>
internal sealed class ModelsListMethod(Current<ModelTable> models, Current<GatewayConfig> config) : ControlMethod<NoParams, ModelsListResult>(ControlCalls.ModelsList)
{
    protected override Task<ModelsListResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct) => Task.FromResult(new ModelsListResult
    {
        Models = [.. models.Value.Status().Select(ModelShapes.Of)],
        Chains = ModelShapes.Chains(config.Value),
    });
}
