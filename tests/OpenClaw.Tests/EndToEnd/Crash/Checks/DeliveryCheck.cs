namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>What was to be sent is sent or unknown; what is sent arrived once, what is unknown at most once, and nothing arrived that
/// nobody wrote down.</summary>
internal static class DeliveryCheck
{
    /// <summary>At the kill: what arrived is on the disk as something that was being sent, so that nobody takes it for pending.</summary>
    public static void AtKill(RunFacts facts, Findings findings)
    {
        var disk = facts.AtKill[facts.AtKill.Keys.Max()];
        foreach (var (to, text) in facts.Arrived.Distinct())
        {
            findings.Require(
                disk.Outbox.Any(row => row.To == to && row.Text == text && row.State is not "pending"),
                $"double: '{text}' arrived at {to} and would be sent again"
            );
        }
    }

    public static void AtRest(RunFacts facts, Findings findings)
    {
        var disk = facts.AtRest!;
        foreach (var row in disk.Outbox)
        {
            findings.Require(row.State is "sent" or "unknown", $"lost: message {row.Id} to {row.To} is {row.State}");
        }

        // The same words may be said twice (a command's answer), so they are counted.
        var written = disk.Outbox.Where(static row => row.To.StartsWith("telegram:")).ToLookup(static row => (row.To, row.Text));
        var arrived = facts.Arrived.ToLookup(static sent => sent);
        foreach (var key in written.Select(static rows => rows.Key).Union(arrived.Select(static sent => sent.Key)))
        {
            var (times, rows, sent) = (arrived[key].Count(), written[key].Count(), written[key].Count(static row => row.State == "sent"));
            findings.Require(times <= rows, $"double: '{key.Text}' arrived at {key.To} {times} times and was written down {rows} times");
            findings.Require(times >= sent, $"lost: '{key.Text}' was sent to {key.To} {sent} times and arrived {times} times");
        }

        foreach (var message in facts.Scenario.Messages.Where(message => message.SessionKey.StartsWith("telegram:") && message.IsDue(disk)))
        {
            var replies = disk.Outbox.Where(row => row.To == message.SessionKey && row.Text == message.Reply).ToList();
            findings.Require(
                replies.Count == 1,
                $"{(replies.Count == 0 ? "lost" : "double")}: the answer to {message.Id} is to be sent {replies.Count} times"
            );
            if (replies.Any(static row => row.State == "unknown"))
            {
                findings.Unknown.Add($"{facts.Scenario.StepOf(message).Name} (sent)");
            }
        }

        var unknown = disk.Outbox.Count(static row => row.State == "unknown");
        findings.Require(facts.ListedUnsent == unknown, $"status counts {facts.ListedUnsent} messages of unknown end, there are {unknown}");
    }
}
