using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Config.Rules;

internal static class WebhookRules
{
    public static void NoSettingWithoutEffect(GatewayConfig config, BindContext context)
    {
        foreach (var hook in config.Hooks)
        {
            context.WarnWithoutEffect(!hook.Wait, $"{hook.SettingPath}.timeout", " without wait = true");
        }
    }

    public static void AnswersCanBeDelivered(GatewayConfig config, BindContext context)
    {
        foreach (var hook in config.Hooks.Where(hook => hook.Deliver is { } to && !config.Channels.Has(to.Channel)))
        {
            context.Diagnostics.Warning(
                Place(context, hook, "deliver"),
                $"{hook.SettingPath}.deliver is \"{hook.Deliver}\", and that channel is not configured: nobody would hear"
            );
        }
    }

    private static OpenClaw.Config.Toml.TomlSpan? Place(BindContext context, HookConfig hook, string key) =>
        context.Place($"{hook.SettingPath}.{key}");
}
