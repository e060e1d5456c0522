using OpenClaw.Delivery.Cutting;

namespace OpenClaw.Delivery.Outbound;

/// <summary>A channel's way out, as Delivery wants it: one message, one attempt. Order, retries and receipts are Delivery's. Called on the
/// loop.</summary>
internal interface IOutboundChannel
{
    /// <summary>The channel's name in addresses: <c>telegram</c>.</summary>
    string Channel { get; }

    /// <summary>How long one message may be.</summary>
    TextLimit Limit { get; }

    /// <summary>Whether a question fits into one message with its buttons. What does not is shown without any.</summary>
    bool TakesQuestion(string text) => text.Length <= Limit.Length;

    /// <summary>Whether one message keeps the form of a Markdown text of at most that length. A longer text is cut until its pieces
    /// do.</summary>
    bool TakesForm(string markdown) => true;

    /// <summary>Sends one message once. What goes wrong is an outcome; an exception is a bug of ours. A cancelled send ends as
    /// <see cref="SendOutcome.Unknown"/> when the request may have left.</summary>
    Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken ct);
}
