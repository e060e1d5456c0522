using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[network]</c>.</summary>
internal static class NetworkBinder
{
    private static readonly NetworkConfig s_defaults = new();

    public static NetworkConfig Bind(TableReader table) =>
        new()
        {
            LocalOnly = table.Flag("local_only", s_defaults.LocalOnly),
            Allow = table.Texts(
                "allow",
                s_defaults.Allow,
                entry =>
                    DialRules.IsValidEntry(entry)
                        ? null
                        : $"has \"{entry}\", which is no address, no range such as \"192.168.1.0/24\" and no host name"
            ),
        };
}
