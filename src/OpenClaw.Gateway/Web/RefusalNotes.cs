namespace OpenClaw.Web;

/// <summary>Notes what is refused, a line a minute for each subject: anybody can make requests, and must not push everything else out of the
/// log. From any thread.</summary>
internal sealed class RefusalNotes(TimeProvider time)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, int Count)> _noted = [];

    /// <param name="tell">Writes the line, with how many were refused since the last.</param>
    public void Note(string subject, Action<int> tell)
    {
        lock (_gate)
        {
            var isFirst = !_noted.TryGetValue(subject, out var last);
            var count = last.Count + 1;
            var isDue = isFirst || time.GetElapsedTime(last.At) >= s_quiet;
            _noted[subject] = isDue ? (time.GetTimestamp(), 0) : (last.At, count);
            if (isDue)
            {
                tell(count);
            }
        }
    }
}
