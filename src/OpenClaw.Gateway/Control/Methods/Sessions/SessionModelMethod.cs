using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Control.Methods;

/// <summary><c>session.model</c>: the same as <c>/model</c>.</summary>
internal sealed class SessionModelMethod(SessionDesk desk, Current<GatewayConfig> config)
    : ControlMethod<SessionModelParams, SessionModelResult>(ControlCalls.SessionModel)
{
    protected override async Task<SessionModelResult> InvokeAsync(SessionModelParams parameters, ControlPeer peer, CancellationToken ct)
    {
        if (!Router.IsOwner(config.Value, peer.Sender))
        {
            throw ControlException.NotAllowed($"{peer.Sender} is not an owner; only an owner chooses the model");
        }
        if (parameters.Model is { } model && !config.Value.Models.ContainsKey(model))
        {
            throw ControlException.NotFound($"no model \"{model}\"; configured: {string.Join(", ", config.Value.Models.Keys.Order())}");
        }

        await desk.ChooseModelAsync(SessionNames.Key(peer, parameters.Session), parameters.Model);
        return new SessionModelResult(parameters.Model);
    }
}
