using System.Runtime.CompilerServices;

namespace OpenClaw.Foundation.Loop;

internal static class Settling
{
    /// <summary>Waits for a task's end, whatever it is, and comes back to the caller's thread. Whoever owns the task hears how it
    /// ended.</summary>
    public static ConfiguredTaskAwaitable Settled(this Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
