using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Client;

/// <summary>No gateway answers on the control socket, or it no longer does. Commands turn it into exit code 69.</summary>
internal sealed class GatewayAbsentException(string message, Exception? inner = null) : IOException(message, inner)
{
    public static GatewayAbsentException NotRunning(string socket, Exception? inner = null) =>
        new($"the gateway is not running (no answer on {socket}); start it with `openclaw run`", inner);

    public static GatewayAbsentException Ended(string socket) =>
        new($"the gateway ended the connection on {socket}; is it still running? (openclaw status)");

    /// <summary>What a refused connection means to the user.</summary>
    public static Exception NotConnected(string socket, UnixSocketException e) =>
        e switch
        {
            { IsDenied: true } => ControlException.NotAllowed($"you may not open {socket}; [control] users says who may"),
            { IsAbsent: true } => NotRunning(socket, e),
            _ => e,
        };
}
