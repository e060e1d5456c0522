namespace OpenClaw.Control.Protocol;

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
