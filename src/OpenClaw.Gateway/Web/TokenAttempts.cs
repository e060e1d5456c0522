using OpenClaw.Web.Serving;

namespace OpenClaw.Web;

/// <summary>
/// How often wrong tokens are looked at: ten times of one caller, then once in half a minute; and of all together no oftener than once a
/// second in the long run. Only wrong ones are ever counted or refused: whoever shows a right one is let in whatever others behind the same
/// address do, or trying would be a way to keep a person out. From any thread. </summary>
internal sealed class TokenAttempts(TimeProvider time, ILogger log)
{
    public const int PerCaller = 10;
    private const int Together = 300;

    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly AddressBuckets _callers = new(PerCaller, TimeSpan.FromSeconds(30), time);
    private readonly AddressBuckets _all = new(Together, s_together, time);

    /// <summary>How long this caller has to wait until another wrong token of his is looked at; null when he has not.</summary>
    public TimeSpan? PauseOf(string caller) => _callers.PauseOf(caller);

    /// <summary>The caller showed a token that is nobody's. Null counts it; else it is one too many, and this is how long he has to
    /// wait.</summary>
    public TimeSpan? Wrong(string caller)
    {
        lock (_gate)
        {
            if (_callers.PauseOf(caller) is { } pause)
            {
                return pause;
            }
            if (_all.Take("") is not null)
            {
                return s_together;
            }
            _callers.Take(caller);
            if (_callers.PauseOf(caller) is not null)
            {
                WebLog.Guessing(log, caller, PerCaller);
            }
            return null;
        }
    }

    /// <summary>Notes that somebody has shown a right token.</summary>
    public void LoggedIn(string caller, string user) => WebLog.LoggedIn(log, user, caller);
}
