using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Agent.Budgets;

/// <summary>Days and clock times in the agent's zone.</summary>
internal sealed class AgentDays(Current<GatewayConfig> config, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, config.Value.Agent.TimeZone).Date);

    /// <summary>The first instant of today.</summary>
    public DateTimeOffset Midnight
    {
        get
        {
            var zone = config.Value.Agent.TimeZone;
            var midnight = TimeZoneInfo.ConvertTime(Now, zone).Date;
            // Where the clocks skip midnight, the day begins with the first instant after it; an hour off is of no matter to a budget.
            return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
        }
    }

    public DateTimeOffset Here(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, config.Value.Agent.TimeZone);
}
