using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Agent.ChatCommands;

/// <summary>Answers <c>/status</c> and its kin at once, past a running or sleeping turn. Everything else goes on to the lane.</summary>
internal sealed class CommandStage(ChatCommandTable commands, InboxStore inbox, OutboxStore outbox, EventHub events, Store store) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        // A command is what a person says: the prompt of a job that begins with a slash is a prompt.
        if (turn.Message.Origin != Origin.Chat)
        {
            return null;
        }
        if (CommandLine.Parse(turn.Message.Text) is not { } line)
        {
            return null;
        }
        if (await inbox.IsKnownAsync(turn.Message.Identity))
        {
            return new TurnOutcome.Duplicate();
        }

        // Accepted when it is done, together with its answer. A kill before that lets it come again, and each of them may be done twice;
        // accepted first, it would be lost. Services tell of edits that change nothing. What the words were is not kept of a command, so
        // one that was carried out is not carried out again.
        var reply =
            turn.Message.Identity.Edit > 0 && await inbox.BeganNoTurnAsync(turn.Message.Identity)
                ? "A command that is edited is not carried out again; send it as a new message."
                : await commands.AnswerAsync(line, turn);
        var isRead = turn.ReplyTo.IsTranscript;
        if (!isRead)
        {
            outbox.Add(turn.Batch, turn.Saying(reply), null);
        }
        if (!await turn.TryAcceptAsync(store, "command"))
        {
            return new TurnOutcome.Duplicate();
        }
        if (isRead)
        {
            events.Publish(new GatewayEvent.Delivered(turn.ReplyTo.ToString(), OutboxStates.Sent, reply) { Session = turn.Session });
        }

        return new TurnOutcome.Command(reply);
    }
}
