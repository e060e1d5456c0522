namespace OpenClaw.Web.Hooks;

/// <summary>Notes calls that were refused, a line a minute for each hook: anybody can make them, and must not push everything else out of
/// the log. From any thread.</summary>
internal sealed class RefusedCalls(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, int Count)> _noted = [];

    public void Note(string hook, string caller, string reason)
    {
        lock (_gate)
        {
            var isFirst = !_noted.TryGetValue(hook, out var last);
            var count = last.Count + 1;
            var isDue = isFirst || time.GetElapsedTime(last.At) >= s_quiet;
            _noted[hook] = isDue ? (time.GetTimestamp(), 0) : (last.At, count);
            if (isDue)
            {
                WebLog.HookRefused(log, hook, caller, reason, count);
            }
        }
    }
}
