using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Sessions;

/// <summary>Binds <c>[delivery]</c>.</summary>
internal static class DeliveryBinder
{
    public static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestTtl = TimeSpan.FromDays(365);

    private static readonly DeliveryConfig s_defaults = new();

    public static DeliveryConfig Bind(TableReader table) =>
        new()
        {
            Ttl = table.Duration("ttl", s_defaults.Ttl, ShortestTtl, LongestTtl),
            OnUnknown = table.Choice("on_unknown", s_defaults.OnUnknown, ("list", OnUnknown.List), ("resend", OnUnknown.Resend)),
        };
}
