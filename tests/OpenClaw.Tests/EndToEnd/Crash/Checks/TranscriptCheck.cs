namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>Every transcript is one that a model server takes: each call has one result, before anybody speaks again, and no result is
/// without its call.</summary>
internal static class TranscriptCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        foreach (var session in facts.AtRest!.Entries.GroupBy(static entry => entry.Session))
        {
            var open = new List<string>();
            var last = 0L;
            foreach (var entry in session)
            {
                findings.Require(entry.Seq == last + 1, $"{session.Key}: entry {entry.Seq} follows entry {last}");
                last = entry.Seq;
                if (entry.Kind == "tool")
                {
                    findings.Require(
                        open.Remove(entry.Call!),
                        $"{session.Key}: entry {entry.Seq} is a result of {entry.Call}, which is not open"
                    );
                }
                else if (entry.Kind is "user" or "assistant")
                {
                    findings.Require(
                        open.Count == 0,
                        $"{session.Key}: before entry {entry.Seq} stand calls without result: {string.Join(", ", open)}"
                    );
                    open = [.. entry.Calls];
                }
            }

            findings.Require(open.Count == 0, $"{session.Key}: ends with calls without result: {string.Join(", ", open)}");
        }
    }
}
