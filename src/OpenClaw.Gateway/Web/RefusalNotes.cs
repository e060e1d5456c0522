namespace OpenClaw.Web;

/// <summary>Notes that somebody asks too much, a line a minute: whoever floods the server must not push everything else out of the log.
/// From any thread.</summary>
internal sealed class RefusalNotes(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _noted;
    private int _count;

    /// <param name="what">Of what there are too many; goes on after "too many".</param>
    public void Note(string caller, string what)
    {
        lock (_gate)
        {
            _count++;
            if (_noted is { } at && time.GetElapsedTime(at) < s_quiet)
            {
                return;
            }
            WebLog.TooMany(log, what, caller, _count);
            (_noted, _count) = (time.GetTimestamp(), 0);
        }
    }
}
