using OpenClaw.Config.Reading;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Control.Api;

/// <summary>The methods about messages on their way out.</summary>
internal sealed class OutboxApi(OutboxService outbox, PeerRights rights)
{
    public static ControlCall<OutboxListParams, OutboxListResult> List { get; } = new("outbox.list", ControlJson.Get);
    public static ControlCall<OutboxParams, OutboxResult> Show { get; } = new("outbox.show", ControlJson.Get);
    public static ControlCall<OutboxParams, OutboxResult> Resend { get; } = new("outbox.resend", ControlJson.Get);
    public static ControlCall<OutboxParams, OutboxResult> Drop { get; } = new("outbox.drop", ControlJson.Get);

    private const int DefaultLimit = 200;
    private const int LargestLimit = 1000;

    /// <summary>What was not sent, or with <c>all</c> or <c>state</c> the newest of those, the newest first.</summary>
    public async Task<OutboxListResult> ListAsync(OutboxListParams parameters, ControlPeer peer)
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
        var rows = await outbox.ListAsync(parameters.State, parameters.All is true, limit + 1);
        return new OutboxListResult([.. rows.Take(limit).Select(OutboxInfo.Short)], rows.Count > limit);
    }

    /// <summary>One message, whole.</summary>
    public async Task<OutboxResult> ShowAsync(OutboxParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "see the outbox");
        return await outbox.FindAsync(parameters.Id) is { } row ? new OutboxResult(OutboxInfo.Of(row)) : throw Missing(parameters.Id);
    }

    /// <summary>Sends a message again that the gateway had given up.</summary>
    public async Task<OutboxResult> ResendAsync(OutboxParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "send a message again");
        return Changed(await outbox.ResendAsync(parameters.Id), parameters.Id);
    }

    /// <summary>Never sends a message.</summary>
    public async Task<OutboxResult> DropAsync(OutboxParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "drop a message");
        return Changed(await outbox.DropAsync(parameters.Id, peer.Sender.Address), parameters.Id);
    }

    /// <exception cref="ControlException">It was not changed, and why.</exception>
    private static OutboxResult Changed(OutboxChange change, long id) =>
        change switch
        {
            OutboxChange.Done done => new OutboxResult(OutboxInfo.Of(done.Row)),
            OutboxChange.Missing => throw Missing(id),
            OutboxChange.Refused refused => throw ControlException.Failed(refused.Line),
            _ => throw new InvalidOperationException("no such change"),
        };

    private static ControlException Missing(long id) => ControlException.NotFound($"no message {id}; openclaw outbox --all lists them");
}

/// <summary>A message on its way out, or a piece of a long one.</summary>
internal sealed record OutboxInfo
{
    private const int Beginning = 200;

    public required long Id { get; init; }
    public required string To { get; init; }

    /// <summary><c>pending</c>, <c>sending</c>, <c>sent</c>, <c>unknown</c>, <c>failed</c>, <c>expired</c> or <c>dropped</c>.</summary>
    public required string State { get; init; }

    public required string Session { get; init; }
    public long? Turn { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>After this it is not sent any more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The channel's own id of it.</summary>
    public string? ChannelMessage { get; init; }

    /// <summary>The message that this one takes the place of.</summary>
    public long? Edits { get; init; }

    /// <summary>Why the last attempt did not succeed.</summary>
    public string? Failure { get; init; }

    /// <summary>Raw: the client that shows it escapes it. A list has its beginning.</summary>
    public required string Text { get; init; }

    public static OutboxInfo Of(OutboxRow row)
    {
        var message = row.Message;
        return new OutboxInfo
        {
            Id = message.Id,
            To = message.To.ToString(),
            State = row.State,
            Session = message.Session.Value,
            Turn = message.Turn?.Value,
            Attempts = message.Attempts,
            QueuedAt = message.QueuedAt,
            NextAt = row.NextAt,
            ExpiresAt = message.ExpiresAt,
            SentAt = row.SentAt,
            ChannelMessage = row.ChannelMessage,
            Edits = message.Edits?.Row,
            Failure = row.Failure,
            Text = message.Text,
        };
    }

    /// <summary>For a list: with the beginning of its text.</summary>
    public static OutboxInfo Short(OutboxRow row)
    {
        var whole = Of(row);
        if (whole.Text.Length <= Beginning)
        {
            return whole;
        }
        var end = char.IsHighSurrogate(whole.Text[Beginning - 1]) ? Beginning - 1 : Beginning;
        return whole with { Text = $"{whole.Text[..end]}..." };
    }
}

/// <param name="All">Sent and dropped ones too.</param>
/// <param name="State">Only of this state.</param>
/// <param name="Limit">How many of the newest; 200 when absent.</param>
internal sealed record OutboxListParams(bool? All = null, string? State = null, int? Limit = null);

/// <param name="More">There are older ones.</param>
internal sealed record OutboxListResult(IReadOnlyList<OutboxInfo> Messages, bool More = false);

internal sealed record OutboxParams(long Id);

internal sealed record OutboxResult(OutboxInfo Message);
