namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>Whatever a client was told before the kill is on the disk.</summary>
internal static class PromiseCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        var (promises, disk) = (facts.Promises, facts.AtKill[facts.AtKill.Keys.Max()]);
        foreach (var message in facts.Scenario.Messages)
        {
            if (promises.Accepted.Contains(message.Id))
            {
                findings.Require(
                    disk.TurnOf(message) is { } taken && disk.Inbox.Contains(taken.Id),
                    $"lost: {message.Id} was acknowledged and is not on the disk"
                );
            }

            if (promises.Replies.TryGetValue(message.Id, out var reply))
            {
                findings.Require(
                    disk.AnsweringTurnOf(message) is { State: "answered" } turn
                        && disk.Entries.Any(e => e.Turn == turn.Id && e.Kind == "assistant" && e.Text == reply),
                    $"lost: the answer to {message.Id} was given and is not on the disk"
                );
            }

            if (promises.Asked.TryGetValue(message.Id, out var asked))
            {
                findings.Require(
                    disk.ApprovalsOf(message) is [{ Id: var id }] && id == asked,
                    $"lost: approval {asked} of {message.Id} was shown and is not on the disk"
                );
            }
        }

        foreach (var approval in promises.Decided)
        {
            // One that was answered in a life before and not begun is asked again, and the audit says so.
            findings.Require(
                disk.Approvals.Any(a => a.Id == approval && (a.State is not "pending" || disk.AskedAgain.Contains(a.Id))),
                $"lost: approval {approval} was decided and is pending on the disk"
            );
        }
    }
}
