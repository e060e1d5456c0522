namespace OpenClaw.Control.Client;

/// <summary>Nobody answers on the control socket, or no longer. Commands turn it into exit code 69.</summary>
internal sealed class GatewayAbsentException(string message, Exception? inner = null) : IOException(message, inner)
{
    public static GatewayAbsentException NotRunning(string socket, Exception? inner = null) =>
        new($"the gateway is not running (no answer on {socket}); start it with `openclaw run`", inner);

    public static GatewayAbsentException Ended(string socket) =>
        new($"the gateway ended the connection on {socket}; is it still running? (openclaw status)");
}
