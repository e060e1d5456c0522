using System.Globalization;
using OpenClaw.Config.Tables;

namespace OpenClaw.Control.Transport;

/// <summary>Who may connect: the user the gateway runs as, root, and whom <c>[control] users</c> names.</summary>
internal sealed class ControlAccess(uint own, ControlConfig config)
{
    /// <summary>Replaced by a reload; connections that are open stay so.</summary>
    public ControlConfig Config { get; set; } = config;

    public bool Admits(uint uid, string user) =>
        uid == own || uid == 0 || Config.Users.Contains(user) || Config.Users.Contains(uid.ToString(CultureInfo.InvariantCulture));
}
