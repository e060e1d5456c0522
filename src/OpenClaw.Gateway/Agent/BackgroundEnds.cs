using OpenClaw.Tools;

namespace OpenClaw.Agent;

/// <summary>Writes down the ends of commands that went on in the background. What is not written down when the gateway ends, the next start
/// calls unknown.</summary>
internal sealed class BackgroundEnds(EventLoop loop, EffectLog effects)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>From the moment on that the effect is on the disk as running.</summary>
    public void Watch(TurnId turn, string call, LeftRunning command) =>
        loop.Track(WriteAsync(turn, call, command), $"end of {command.Name}");

    private async Task WriteAsync(TurnId turn, string call, LeftRunning command)
    {
        if (await command.Ended is not { } how)
        {
            return;
        }
        while (true)
        {
            try
            {
                await effects.EndAsync(turn, call, how);
                return;
            }
            catch (StorageException e) when (e.MayPass)
            {
                // Said by whoever else wants to write; this one has time.
                await loop.Delay(s_pause, CancellationToken.None);
            }
        }
    }
}
