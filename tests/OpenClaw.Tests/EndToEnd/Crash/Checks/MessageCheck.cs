namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>Every message was taken once, said once and answered once.</summary>
internal static class MessageCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        var disk = facts.AtRest!;
        foreach (var message in facts.Scenario.Messages)
        {
            var turns = disk.Turns.Count(turn => message.IsIn(turn.Text));
            if (!message.IsDue(disk))
            {
                findings.Require(turns == 0, $"double: {message.Id} was not due and has {turns} turns");
                continue;
            }

            findings.Require(turns == 1, $"{(turns == 0 ? "lost" : "double")}: {message.Id} has {turns} turns");
            var said = disk.EntriesOf(message.Session).Count(entry => entry.Kind == "user" && message.IsIn(entry.Text));
            findings.Require(said == 1, $"{(said == 0 ? "lost" : "double")}: {message.Id} stands in its transcript {said} times");
            if (disk.AnsweringTurnOf(message) is not { } turn)
            {
                continue;
            }
            var ends =
                message.IsStopped ? "stopped"
                : message.IsJobRun && disk.IsUnknown(message) ? "failed"
                : "answered";
            findings.Require(turn.HasEnded && turn.State == ends, $"lost: the turn of {message.Id} is {turn.State}");
            string[] answers =
            [
                .. disk.Entries.Where(e => e.Turn == turn.Id && e.Kind == "assistant" && e.Calls.Count == 0).Select(static e => e.Text),
            ];
            findings.Require(
                answers.Length == (ends == "answered" && message.Command is null ? 1 : 0),
                $"{(answers.Length == 0 ? "lost" : "double")}: {message.Id} was answered {answers.Length} times"
            );
            // Of joined messages the model answers the last.
            var joined = facts
                .Scenario.StepOf(message)
                .Messages.Where(m => disk.AnsweringTurnOf(m)?.Id == turn.Id)
                .Select(static m => m.Reply);
            findings.Require(answers.All(joined.Contains), $"{message.Id} was answered with '{string.Join("', '", answers)}'");
            findings.Require(
                !facts.Promises.Replies.TryGetValue(message.Id, out var told) || answers.Contains(told),
                $"{message.Id}: the client was told '{told}', the transcript says '{string.Join("', '", answers)}'"
            );
        }

        foreach (var turn in disk.Turns.Where(turn => !facts.Scenario.Messages.Any(message => message.IsIn(turn.Text))))
        {
            findings.Violations.Add($"turn {turn.Id} of '{turn.Text}', which nobody said");
        }
    }
}
