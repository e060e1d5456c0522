using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>Whether a model may be asked, and if not, why and until when it rests. Belongs to the loop.</summary>
internal sealed class ModelHealth(TimeProvider time)
{
    // `ollama pull` is typed by hand, and its model should answer within a minute.
    private static readonly TimeSpan s_lookForMissing = TimeSpan.FromSeconds(45);

    /// <summary>What needs a person (a key, credit, a download) does not heal in seconds.</summary>
    public static TimeSpan LongOut { get; } = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromHours(24);

    private int _strikes;

    // How long it rests, and since when: a clock that is set changes neither.
    private TimeSpan _rest;
    private long _since;

    /// <summary>The failure that keeps it out; null while it may be asked.</summary>
    public ModelFailure? Because { get; private set; }

    /// <summary>Whether the server tells without work which models it has, so that a missing one may be looked for often.</summary>
    public bool MissingIsCheap { get; init; }

    /// <summary>When it is probed next.</summary>
    public DateTimeOffset Until => time.GetUtcNow() + (_rest - time.GetElapsedTime(_since));

    /// <summary>It has answered, or a probe has found it, since it was configured.</summary>
    public bool IsProven { get; private set; }

    public bool IsOut => Because is not null;

    public TimeSpan Remaining => IsOut && _rest - time.GetElapsedTime(_since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>A model that was reachable and failed all the same has to show more than a listening port.</summary>
    public bool NeedsDeepProbe =>
        Because
            is ModelFailure.TimedOut
                or ModelFailure.ServerError
                or ModelFailure.Overloaded
                or ModelFailure.OutOfCredit
                or ModelFailure.Malformed;

    /// <summary>Whether asking makes sense when every other model is out too: not against a limit the server has named, nor without a valid
    /// key.</summary>
    public bool MayBeAskedAsLastResort =>
        Because
            is not (
                ModelFailure.RateLimited
                or ModelFailure.NotAuthorised
                or ModelFailure.OutOfCredit
                or ModelFailure.Overloaded { RetryAfter: not null }
            );

    /// <summary>Takes the model out for as long as the failure's kind asks; a failure that is the request's own fault does not
    /// count.</summary>
    public void Failed(ModelFailure failure, TimeSpan cooldown, TimeSpan maxCooldown)
    {
        TimeSpan rest;
        switch (failure)
        {
            case ModelFailure.RefusedAsBad or ModelFailure.ContextTooLong:
                return;
            case ModelFailure.NotAuthorised or ModelFailure.OutOfCredit or ModelFailure.ModelMissing:
                rest = failure is ModelFailure.ModelMissing && MissingIsCheap ? s_lookForMissing : LongOut;
                break;
            case ModelFailure.RateLimited { RetryAfter: { } named }:
                rest = Clamp(named);
                break;
            case ModelFailure.Overloaded { RetryAfter: { } named }:
                rest = Clamp(named);
                break;
            default:
                rest = cooldown * Math.Pow(2, Math.Min(_strikes, 20));
                rest = rest > maxCooldown ? maxCooldown : rest;
                _strikes++;
                break;
        }

        Because = failure;
        (_rest, _since) = (rest, time.GetTimestamp());
    }

    /// <summary>The probe has to wait; nothing new was found out.</summary>
    public void Postpone(TimeSpan rest) => (_rest, _since) = (rest, time.GetTimestamp());

    public void Recovered()
    {
        Because = null;
        IsProven = true;
        _strikes = 0;
    }

    private static TimeSpan Clamp(TimeSpan named) =>
        TimeSpan.FromTicks(Math.Clamp(named.Ticks, TimeSpan.TicksPerSecond, s_longestRetryAfter.Ticks));
}
