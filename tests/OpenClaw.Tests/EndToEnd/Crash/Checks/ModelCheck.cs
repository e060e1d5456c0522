namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>The model is asked again only for a reply that was not on the disk: what it has said once and we have kept costs nobody a
/// second time.</summary>
internal static class ModelCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        foreach (var life in facts.Requests.GroupBy(static asked => asked.Life))
        {
            foreach (var twice in life.GroupBy(static asked => (asked.Message, asked.Results)).Where(static group => group.Count() > 1))
            {
                findings.Violations.Add(
                    $"double: in life {life.Key} the model was asked {twice.Count()} times for reply {twice.Key.Results + 1} to {twice.Key.Message}"
                );
            }
        }

        foreach (var asked in facts.Requests)
        {
            if (!facts.AtKill.TryGetValue(asked.Life - 1, out var disk))
            {
                continue;
            }
            var message = facts.Scenario.Messages.First(message => message.Id == asked.Message);
            // Since that message: a turn may have been shown others before it.
            var said = disk.EntriesOf(message.Session).FirstOrDefault(entry => entry.Kind == "user" && message.IsIn(entry.Text));
            var kept = disk.EntriesOf(message.Session)
                .Count(entry => entry.Kind == "assistant" && said is not null && entry.Turn == said.Turn && entry.Seq > said.Seq);
            findings.Require(
                asked.Results >= kept,
                $"double: the model was asked again for reply {asked.Results + 1} to {asked.Message}, of which {kept} were on the disk"
            );
        }
    }
}
