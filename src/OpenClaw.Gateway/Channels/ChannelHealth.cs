namespace OpenClaw.Channels;

/// <summary>What a channel does right now, in a line for <c>status</c>. A change is logged once, however often it is found again. On the
/// loop.</summary>
internal sealed class ChannelHealth(string channel, ILogger log)
{
    public const string Starting = "starting";
    public const string Listening = "listening";

    public string State { get; private set; } = Starting;

    public bool IsStopped { get; private set; }

    /// <summary>It receives and can send.</summary>
    public void Working()
    {
        if (State == Listening)
        {
            return;
        }
        ChannelLog.Listens(log, channel);
        State = Listening;
    }

    /// <summary>It does not, for now: it tries again by itself.</summary>
    public void Failing(string reason)
    {
        if (State == reason)
        {
            return;
        }
        ChannelLog.Failing(log, channel, reason);
        State = reason;
    }

    /// <summary>It does not, and only a person can change that.</summary>
    public void Stopped(string reason)
    {
        ChannelLog.Stopped(log, channel, reason);
        IsStopped = true;
        State = reason;
    }
}
