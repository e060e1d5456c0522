using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Control.Protocol;

/// <summary>What the gateway sends without being asked for each one.</summary>
internal sealed record ControlNotice<T>(string Method, JsonTypeInfo<T> Params);

/// <summary>The notifications of the control API.</summary>
internal static class ControlNotices
{
    /// <summary>One event of a subscription.</summary>
    public static ControlNotice<ControlEvent> Event { get; } = new("event", ControlJson.Wire.ControlEvent);

    /// <summary>How far <c>models.pull</c> is, to the connection that asked for it.</summary>
    public static ControlNotice<PullProgress> Progress { get; } = new("progress", ControlJson.Wire.PullProgress);

    /// <summary>Why the answer to <c>send</c> with <c>wait</c> is not there yet, to the connection that waits for it.</summary>
    public static ControlNotice<SendDelay> Delay { get; } = new("delay", ControlJson.Wire.SendDelay);

    /// <summary>A line of the log, after <c>logs.tail</c> with <c>follow</c>.</summary>
    public static ControlNotice<LogLine> Log { get; } = new("log", ControlJson.Wire.LogLine);
}
