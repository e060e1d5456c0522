using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Models;

namespace OpenClaw.Control.Methods;

/// <summary><c>models.list</c>: how each model stands, as the chains know it; nobody is asked.</summary>
internal sealed class ModelsListMethod(GatewayFacts facts, Current<ModelTable> models, Current<GatewayConfig> config)
    : ControlMethod<NoParams, ModelsListResult>(ControlCalls.ModelsList)
{
    protected override async Task<ModelsListResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var spending = await facts.Spending();
        return new ModelsListResult
        {
            Models = ModelShapes.All(models.Value.Status(), config.Value, spending),
            Chains = ModelShapes.Chains(config.Value),
        };
    }
}
