using OpenClaw.Config.Reading;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Control.Methods;

/// <summary><c>outbox.list</c>: what was not sent, or with <c>all</c> or <c>state</c> the newest of those, the newest first.</summary>
internal sealed class OutboxListMethod(OutboxDesk desk, PeerRights rights)
    : ControlMethod<OutboxListParams, OutboxListResult>(ControlCalls.OutboxList)
{
    private const int DefaultLimit = 200;
    private const int LargestLimit = 1000;

    protected override async Task<OutboxListResult> InvokeAsync(OutboxListParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "see the outbox");
        if (parameters.State is { } state && !OutboxStates.All.Contains(state))
        {
            var suggestion = NearestName.Suggestion(state, OutboxStates.All);
            throw ControlException.InvalidParams(
                $"no message is ever \"{state}\".{(suggestion.Length > 0 ? suggestion : $" There is: {string.Join(", ", OutboxStates.All)}.")}"
            );
        }

        var limit = Math.Clamp(parameters.Limit ?? DefaultLimit, 1, LargestLimit);
        var rows = await desk.ListAsync(parameters.State, parameters.All is true, limit + 1);
        return new OutboxListResult { Messages = [.. rows.Take(limit).Select(OutboxShapes.Short)], More = rows.Count > limit };
    }
}
