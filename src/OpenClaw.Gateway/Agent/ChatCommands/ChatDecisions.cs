using OpenClaw.Agent.Notices;
using OpenClaw.Approvals;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;

namespace OpenClaw.Agent.ChatCommands;

/// <summary>
/// <c>/approve</c> and <c>/deny</c> as people type them. What is approved is what the chat was shown: where it was shown nothing, the
/// answer shows the call, and only the next one counts.
/// </summary>
internal sealed class ChatDecisions(ApprovalService approvals, ApprovalNotices notices, OutboxStore outbox)
{
    public async Task<string> TakeAsync(Turn turn, string argument, bool approve)
    {
        var (word, rest) = Cut(argument);
        if (word.Length == 0)
        {
            var here = (await approvals.ListAsync(all: false)).Where(a => a.Session == turn.Session).ToList();
            if (here is not [var only])
            {
                return here.Count == 0
                    ? "Nothing waits for approval here."
                    : $"Which one? {string.Join(", ", here.Select(static a => a.Id))}";
            }
            word = only.Id.Value;
        }

        var id = new ApprovalId(word.ToLowerInvariant());
        var (first, more) = Cut(rest);
        var said = ApprovalFingerprint.HasForm(first) ? first : null;
        var note = said is null ? rest : more;
        return Words(
            turn,
            await approvals.DecideAsync(
                id,
                approve,
                turn.Message.Sender.Address,
                note.Length == 0 ? null : note,
                async approval => said ?? (approve ? await ShownAsync(turn, approval) : null)
            )
        );
    }

    /// <summary>The fingerprint of the call as this chat was shown it; null when it was not, or not whole.</summary>
    private async Task<string?> ShownAsync(Turn turn, Approval approval)
    {
        var id = approval.Id;
        // A terminal and a page read it whole, and anew after each start.
        if (approvals.WasShownIn(id, turn.ReplyTo) || (turn.ReplyTo.IsTranscript && notices.IsReadIn(turn.Session, approval)))
        {
            return approval.Fingerprint;
        }
        var messages = (await outbox.ShowingAsync()).Where(row =>
            row.Message.Approval!.Id == id && IsSameChat(row.Message.To, turn.ReplyTo) && row.Message.Approval.IsWhole
        );
        return messages.LastOrDefault()?.Message.Approval!.Fingerprint;
    }

    private string Words(Turn turn, Decision decision) =>
        decision switch
        {
            Decision.Taken taken =>
                $"{taken.Approval.Id} {ApprovalStore.Word(taken.Approval.State)}: {taken.Approval.Tool} {Escaping.Strict(taken.Approval.Display)}",
            Decision.Unknown unknown => unknown.Line,
            Decision.TooLate late => late.Line,
            Decision.NotAllowed when turn.Message.Chat.Kind == ChatKind.Group => Decision.NotAllowed.InAGroup,
            Decision.NotAllowed refused => $"Not allowed: {refused.Line}.",
            Decision.NotShown other => Show(turn, other.Approval),
            _ => throw new InvalidOperationException("no such decision"),
        };

    /// <summary>The answer to an approval of what nobody was shown here: the call itself, if it fits.</summary>
    private string Show(Turn turn, Approval approval)
    {
        var question =
            $"Not approved yet, for this was not shown here. {Question.Whole($"{(approval.Note is { } again ? $"It is asked again, {again}. " : "")}Approval {approval.Id} is for", approval)}";
        if (!outbox.TakesQuestion(turn.ReplyTo, question))
        {
            return $"Not approved. {Question.WhereElse(approval, Escaping.Strict(approval.Display).Length)}";
        }
        approvals.ShownIn(approval.Id, turn.ReplyTo);
        return question;
    }

    private static bool IsSameChat(ReplyAddress one, ReplyAddress other) => one with { Thread = null } == other with { Thread = null };

    private static (string First, string More) Cut(string text)
    {
        var space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }
}
