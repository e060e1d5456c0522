namespace OpenClaw.Tools;

/// <summary>A command that goes on when its call has its result.</summary>
/// <param name="Name">What its session knows it by, and its line.</param>
/// <param name="Ended">How it ended; null when the gateway ended before it.</param>
internal sealed record LeftRunning(string Name, Task<string?> Ended);
