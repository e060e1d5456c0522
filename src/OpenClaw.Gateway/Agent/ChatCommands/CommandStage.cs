using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Storage;

namespace OpenClaw.Agent.ChatCommands;

/// <summary>Answers <c>/status</c> and its kin at once, past a running or sleeping turn. Everything else goes on to the lane.</summary>
internal sealed class CommandStage(ChatCommandTable commands, OutboxStore outbox, EventHub events, Store store) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        if (CommandLine.Parse(turn.Message.Text) is not { } line) return null;
        if (!await turn.TryAcceptAsync(store, "command")) return new TurnOutcome.Duplicate();

        var reply = await commands.AnswerAsync(line, turn);
        if (turn.ReplyTo.Channel != "local")
        {
            outbox.Add(turn.Batch, new OutboundMessage(turn.ReplyTo, reply, turn.Session), null);
            await store.CommitAsync(turn.TakeRows().Rows);
        }

        events.Publish(new GatewayEvent.Delivered(turn.ReplyTo.ToString(), "sent", reply) { Session = turn.Session });
        return new TurnOutcome.Command(reply);
    }
}
