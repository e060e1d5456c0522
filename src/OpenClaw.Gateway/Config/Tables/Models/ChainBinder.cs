using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Models;

/// <summary>Binds <c>[chains.NAME]</c>.</summary>
internal static class ChainBinder
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly ChainConfig s_defaults = new()
    {
        Name = "",
        Models = [],
        Span = Messages.SourceSpan.BuiltIn,
    };

    public static ChainConfig Bind(TableReader table) =>
        new()
        {
            Name = table.Name,
            Models = table.References("models", "models"),
            ConnectTimeout = table.Duration("connect_timeout", s_defaults.ConnectTimeout, s_shortest, s_day),
            FirstTokenTimeout = table.OptionalDuration("first_token_timeout", s_shortest, s_day),
            IdleTimeout = table.OptionalDuration("idle_timeout", s_shortest, s_day),
            Cooldown = table.Duration("cooldown", s_defaults.Cooldown, TimeSpan.Zero, s_day),
            MaxCooldown = table.Duration("max_cooldown", s_defaults.MaxCooldown, TimeSpan.Zero, s_day),
            OnExhausted = table.Choice("on_exhausted", s_defaults.OnExhausted, ("reply", OnExhausted.Reply), ("wait", OnExhausted.Wait)),
            Span = table.Span,
        };
}
