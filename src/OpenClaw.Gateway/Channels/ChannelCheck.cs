namespace OpenClaw.Channels;

/// <summary>One thing that was looked at in a channel.</summary>
/// <param name="Detail">What is, and where something is wrong what to do about it.</param>
internal sealed record ChannelCheck(bool IsGood, string Detail)
{
    /// <summary>A service's answers come with whole seconds, and take their time.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);

    public static ChannelCheck Good(string detail) => new(true, detail);

    public static ChannelCheck Bad(string detail) => new(false, detail);

    /// <summary>Whether this machine's clock is that of the service.</summary>
    public static IEnumerable<ChannelCheck> Clock(string service, TimeSpan? skew)
    {
        if (skew is { } ahead && ahead.Duration() > s_skew)
        {
            var side = ahead > TimeSpan.Zero ? "behind" : "ahead of";
            yield return Bad(
                $"this machine's clock is {ahead.Duration().TotalSeconds:0} s {side} {service}'s; switch on time synchronisation (timedatectl set-ntp true)"
            );
        }
    }

    /// <param name="isClosed">Whether the configuration lets nobody in.</param>
    public static IEnumerable<ChannelCheck> Open(string channel, bool isClosed) =>
        isClosed ? [Bad($"nobody may write to it: channels.{channel}.allow_from is empty. The log shows the id of whoever tries")] : [];
}
