using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class ChainRules
{
    public static void EachModelOnce(GatewayConfig config, BindContext context)
    {
        foreach (var chain in config.Chains.Values)
        {
            foreach (var twice in chain.Models.GroupBy(m => m).Where(g => g.Count() > 1))
            {
                context.Diagnostics.Error(
                    context.Place($"chains.{chain.Name}.models"),
                    $"chains.{chain.Name}.models names \"{twice.Key}\" twice; one that failed is not asked again in the same turn"
                );
            }
        }
    }

    public static void CooldownGrows(GatewayConfig config, BindContext context)
    {
        foreach (var chain in config.Chains.Values.Where(c => c.Cooldown > c.MaxCooldown))
        {
            context.Diagnostics.Error(
                context.Place($"chains.{chain.Name}.cooldown") ?? context.Place($"chains.{chain.Name}.max_cooldown"),
                $"chains.{chain.Name}.cooldown ({Durations.Show(chain.Cooldown)}) is longer than max_cooldown ({Durations.Show(chain.MaxCooldown)})"
            );
        }
    }
}
