using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Delivery.Outbox;

/// <summary>What one attempt to send has led to.</summary>
/// <param name="EndState">How the row ended; null when another attempt follows.</param>
/// <param name="Retry">The pause before the next attempt; null when none follows.</param>
/// <param name="Reason">Why the message did not arrive; null when it did.</param>
/// <param name="IsChannelDown">The pause is the whole channel's, and its gate keeps it.</param>
internal readonly record struct SendResult(string? EndState, TimeSpan? Retry, string? Reason, bool IsChannelDown = false);

/// <summary>Decides what follows from an attempt to send, and writes it to the row.</summary>
internal sealed class SendResults(OutboxStore outbox, Current<GatewayConfig> config, Backoff backoff, TimeProvider time)
{
    public SendResult Write(Batch batch, OutboxRow row, ChannelGate gate, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                outbox.SetSent(batch, row.Message.Id, sent.ChannelMessage);
                return new SendResult(OutboxStates.Sent, null, null);
            case SendOutcome.Later { WholeChannel: true } later:
                return WaitForChannel(batch, row, gate, later);
            case SendOutcome.Later later:
                return TryLater(batch, row, later);
            case SendOutcome.Refused refused:
                return End(batch, row, OutboxStates.Failed, refused.Reason);
            case SendOutcome.Unknown unknown when config.Value.Delivery.OnUnknown == OnUnknown.Resend && !row.WasResent:
                return Resend(batch, row, unknown.Reason);
            case SendOutcome.Unknown unknown:
                return End(batch, row, OutboxStates.Unknown, unknown.Reason);
            default:
                throw new InvalidOperationException($"nothing follows from {outcome.GetType().Name}");
        }
    }

    /// <summary>The channel's gate keeps the time, and not the row: somebody may mend the channel before.</summary>
    private static SendResult WaitForChannel(Batch batch, OutboxRow row, ChannelGate gate, SendOutcome.Later later)
    {
        var pause = gate.Shut(later.Reason, AskedPause(later));
        OutboxStore.SetPending(batch, row.Message.Id, null, later.Reason);
        return new SendResult(null, pause, later.Reason, IsChannelDown: true);
    }

    private SendResult TryLater(Batch batch, OutboxRow row, SendOutcome.Later later)
    {
        var pause = AskedPause(later) ?? backoff.After(row.Message.Attempts + 1);
        OutboxStore.SetPending(batch, row.Message.Id, time.GetUtcNow() + pause, later.Reason);
        return new SendResult(null, pause, later.Reason);
    }

    private SendResult Resend(Batch batch, OutboxRow row, string reason)
    {
        var pause = backoff.After(row.Message.Attempts + 1);
        OutboxStore.SetResending(batch, row.Message.Id, time.GetUtcNow() + pause, reason);
        return new SendResult(null, pause, "of unknown end, sent again");
    }

    private static SendResult End(Batch batch, OutboxRow row, string state, string reason)
    {
        OutboxStore.SetEnded(batch, row.Message.Id, state, reason);
        return new SendResult(state, null, reason);
    }

    private static TimeSpan? AskedPause(SendOutcome.Later later) =>
        later.After is { } after && after > DeliveryLine.LongestPause ? DeliveryLine.LongestPause : later.After;
}
