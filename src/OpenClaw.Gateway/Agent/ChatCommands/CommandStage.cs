using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Storage;

namespace OpenClaw.Agent.ChatCommands;

/// <summary>Answers <c>/status</c> and its kin at once, past a running or sleeping turn. Everything else goes on to the lane.</summary>
internal sealed class CommandStage(ChatCommandTable commands, InboxStore inbox, OutboxStore outbox, EventHub events, Store store) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        if (CommandLine.Parse(turn.Message.Text) is not { } line) return null;
        if (await inbox.IsKnownAsync(turn.Message.Identity)) return new TurnOutcome.Duplicate();

        // Accepted when it is done, together with its answer. A kill before that lets it come again, and each of them may be done twice; accepted first, it would be lost.
        var reply = await commands.AnswerAsync(line, turn);
        if (turn.ReplyTo.Channel != "local") outbox.Add(turn.Batch, new OutboundMessage(turn.ReplyTo, reply, turn.Session), null);
        if (!await turn.TryAcceptAsync(store)) return new TurnOutcome.Duplicate();

        events.Publish(new GatewayEvent.Delivered(turn.ReplyTo.ToString(), "sent", reply) { Session = turn.Session });
        return new TurnOutcome.Command(reply);
    }
}
