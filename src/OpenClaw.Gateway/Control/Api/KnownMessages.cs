using OpenClaw.Approvals;
using OpenClaw.Control.Wire;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Control.Api;

/// <summary>Finds what became of a message that a client sends again: from the rows, so that it does not matter whether the gateway was
/// restarted in between.</summary>
internal sealed class KnownMessages(InboxStore inbox, TurnStore turns, SessionStore sessions, ApprovalService approvals)
{
    /// <summary>What the first answer would say now: <see cref="SendStates.Queued"/> for every turn that neither has ended nor
    /// asks.</summary>
    /// <exception cref="ControlException">The id belongs to another message.</exception>
    public async Task<SendResult> FindAsync(InboundMessage message, SendResult result)
    {
        var number = await inbox.FindTurnAsync(message.Identity);
        if (number is not { } first || await turns.FindAsync(first) is not { } turn)
        {
            return WithoutTurn(message, result);
        }
        // Words that are no longer kept cannot be compared.
        if (turn.Text.Length > 0 && turn.Text != message.Text)
        {
            throw ControlException.InvalidParams(
                $"the message id \"{message.Identity.MessageId}\" was used in {turn.Session} for another text; every message needs an id of its own"
            );
        }

        while (turn is { JoinedTo: { } other } && await turns.FindAsync(other) is { } next)
        {
            turn = next;
        }
        result = result with { Session = turn.Session.Value, Turn = turn.Id.Value };
        if (turn.HasEnded)
        {
            return await EndedAsync(turn, result);
        }
        var asked = turn.State == TurnStates.Asking ? (await approvals.ListAsync(all: false)).Find(a => a.Turn == turn.Id) : null;
        return asked is null ? result : result with { State = SendStates.Asking, Approval = ApprovalInfo.Of(asked) };
    }

    private async Task<SendResult> EndedAsync(TurnRecord turn, SendResult result)
    {
        if (turn.State != TurnStates.Answered)
        {
            return result with { State = SendStates.Failed, Reply = turn.Failure ?? "Stopped." };
        }
        var answer = await sessions.AnswerAsync(turn.Session, turn.Id);
        return result with { State = SendStates.Answered, Reply = answer?.Text, Model = answer?.Model };
    }

    // Only a turn has a row that says how it ended.
    private static SendResult WithoutTurn(InboundMessage message, SendResult result) =>
        message.Text.TrimStart().StartsWith('/')
            ? result with
            {
                State = SendStates.Command,
                Reply = "It was done when it came first; what a command answered is not kept.",
                Turn = null,
            }
            : result with
            {
                State = SendStates.Failed,
                Reply = "It came before and was not taken, the queue was full. Send it as another message.",
                Turn = null,
            };
}
