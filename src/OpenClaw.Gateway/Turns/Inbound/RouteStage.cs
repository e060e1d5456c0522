using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Turns.Inbound;

/// <summary>Finds the session rule and key, and pins both in the turn.</summary>
internal sealed class RouteStage(Current<GatewayConfig> config, OwnerPlaces owners, KnownNames names) : IStage
{
    public ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        names.Note(turn.Message.Sender);
        if (turn.Route is { } pinned)
        {
            turn.Rule = Router.ByName(config.Value, pinned.Rule, turn.Message);
            turn.Session = pinned.Session;
            turn.SenderIsOwner = Router.IsOwner(config.Value, turn.Message.Sender);
            return ValueTask.FromResult<TurnOutcome?>(null);
        }

        var route = Router.Find(config.Value, turn.Message);
        turn.Rule = route.Rule;
        turn.Session = route.Session;
        turn.SenderIsOwner = route.SenderIsOwner;
        owners.Note(turn);
        return ValueTask.FromResult<TurnOutcome?>(null);
    }
}
