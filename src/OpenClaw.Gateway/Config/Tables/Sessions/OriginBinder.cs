using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Sessions;

/// <summary>Binds what set a turn off; session matches and policy rules both name it.</summary>
internal static class OriginBinder
{
    public static EquatableArray<Origin> Bind(TableReader table, string key) =>
        table.Choices(
            key,
            ("chat", Origin.Chat),
            ("cron", Origin.Cron),
            ("hook", Origin.Hook),
            ("delegate", Origin.Delegate),
            ("mcp", Origin.Mcp)
        );
}
