namespace OpenClaw.Tools;

/// <summary>What the model is told of a call, already cut to size.</summary>
/// <param name="Text">Text the model can use; of a failure, what went wrong and what to try.</param>
/// <param name="Failed">Whether the call did not do what it was asked.</param>
internal sealed record ToolResult(string Text, bool Failed = false)
{
    /// <summary>The exit code of a command that ran and ended by itself; null for everything else.</summary>
    public int? Exit { get; init; }

    /// <summary>The end of what a command wrote to standard error; empty when it wrote nothing there.</summary>
    public string Errors { get; init; } = "";

    /// <summary>What it started and left running.</summary>
    public LeftRunning? LeftRunning { get; init; }

    public static ToolResult Failure(string text) => new(text, Failed: true);
}

/// <summary>A command that goes on when its call has its result.</summary>
/// <param name="Name">What its session knows it by, and its line.</param>
/// <param name="Ended">How it ended; null when the gateway ended before it.</param>
internal sealed record LeftRunning(string Name, Task<string?> Ended);
