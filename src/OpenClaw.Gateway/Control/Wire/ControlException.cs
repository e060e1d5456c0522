namespace OpenClaw.Control.Wire;

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

/// <summary>The error codes of the wire: the five of JSON-RPC 2.0 and ours.</summary>
internal static class ControlErrors
{
    public const int Parse = -32700;
    public const int InvalidRequest = -32600;
    public const int UnknownMethod = -32601;
    public const int InvalidParams = -32602;
    public const int Internal = -32603;

    /// <summary>The request was understood and could not be done.</summary>
    public const int Failed = -32000;

    /// <summary>The peer may not do this. Commands turn it into exit code 77.</summary>
    public const int NotAllowed = -32001;

    /// <summary>No such session, approval, model or subscription.</summary>
    public const int NotFound = -32002;

    public const int ShuttingDown = -32003;
}
