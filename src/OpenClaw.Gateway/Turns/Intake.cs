namespace OpenClaw.Turns;

/// <summary>The door for whatever comes in: channels, the control socket, the clock. Each message gets its turn's number and walks the
/// inbound stages.</summary>
internal sealed class Intake(EventLoop loop, TurnPipeline inbound, Counters counters)
{
    /// <summary>Ends when the message is on disk and in its lane, or was answered, refused or known already.</summary>
    public async Task<Accepted> AcceptAsync(InboundMessage message, string? cursor = null, Claim? claim = null)
    {
        loop.VerifyAccess();
        var turn = new Turn
        {
            Id = new TurnId(counters.NextTurn()),
            Message = message,
            Cursor = cursor,
            Route = claim?.Route,
            HasClaim = claim is not null,
        };
        claim?.AddRows(turn.Batch, turn.Id);
        var outcome = await inbound.RunAsync(turn, CancellationToken.None);
        return new Accepted(turn.Id, turn.Session, outcome);
    }
}

/// <summary>Where a message went.</summary>
internal sealed record Accepted(TurnId Turn, SessionKey Session, TurnOutcome Outcome);
