namespace OpenClaw.Turns;

/// <summary>What a message of the gateway's own clock, or of a door that knows more than its words, brings along.</summary>
/// <param name="AddRows">Adds rows of its own, such as those that say that this occurrence is taken. They are committed with the message's
/// acceptance or not at all.</param>
/// <param name="Route">Where it belongs; null leaves that to the session rules.</param>
internal sealed record Claim(Action<Batch, TurnId> AddRows, PinnedRoute? Route = null);

/// <summary>A session and the name of the rule that its turn is under.</summary>
internal sealed record PinnedRoute(SessionKey Session, string Rule);
