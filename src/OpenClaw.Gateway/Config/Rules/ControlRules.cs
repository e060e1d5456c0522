using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class ControlRules
{
    // sockaddr_un has 108 bytes, one of them the closing zero.
    private const int MaxSocketPath = 107;

    public static void SocketPathFits(GatewayConfig config, BindContext context)
    {
        if (config.Control.Socket is { } socket && Encoding.UTF8.GetByteCount(socket) is var length and > MaxSocketPath)
        {
            context.Diagnostics.Error(
                context.Place("control.socket"),
                $"control.socket is {length} bytes long; a Unix socket's path has at most {MaxSocketPath}. Choose a shorter folder"
            );
        }
    }
}
