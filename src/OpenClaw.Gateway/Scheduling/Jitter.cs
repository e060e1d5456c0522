using OpenClaw.Config.Tables;

namespace OpenClaw.Scheduling;

/// <summary>How much later than its time an occurrence starts: anything up to the job's <c>jitter</c>, and always the same for the same
/// one, so that a restart moves nothing.</summary>
internal static class Jitter
{
    public static TimeSpan Of(CronJobConfig job, DateTimeOffset occurrence)
    {
        if (job.Jitter == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }
        // FNV-1a, then the mixing step of MurmurHash3, for FNV's low bits follow the last character.
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(FormattableString.Invariant($"{job.Name}@{occurrence.ToUnixTimeMilliseconds()}")))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return TimeSpan.FromMilliseconds((long)(hash % (ulong)(job.Jitter.TotalMilliseconds + 1)));
    }
}
