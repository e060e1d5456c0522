namespace OpenClaw.Control.Protocol;

/// <summary>An answer that is an error. The message is written for the wire: the person who typed the command reads it.</summary>
internal sealed class ControlException(int code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ControlErrors"/>.</summary>
    public int Code { get; } = code;

    public static ControlException NotFound(string message) => new(ControlErrors.NotFound, message);

    public static ControlException NotAllowed(string message) => new(ControlErrors.NotAllowed, message);

    public static ControlException Failed(string message) => new(ControlErrors.Failed, message);

    public static ControlException InvalidParams(string message) => new(ControlErrors.InvalidParams, message);
}
