namespace OpenClaw.Scheduling;

/// <summary>What became of a wish to run a job at once.</summary>
internal abstract record RunNow
{
    private RunNow() { }

    public sealed record Started(TurnId Turn, SessionKey Session) : RunNow;

    public sealed record Refused(string Line) : RunNow;

    public sealed record NoSuchJob : RunNow;
}
