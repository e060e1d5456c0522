using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Turns.Inbound;

/// <summary>Each webhook is a session rule called <c>hook:NAME</c>, made from what its <c>[hooks.NAME]</c> says now. Pure.</summary>
internal static class HookRules
{
    public static string NameOf(string hook) => $"{Vocabulary.Hook}:{hook}";

    /// <summary>The rule of that name; null when it is none of a hook, or the hook is gone.</summary>
    public static SessionRule? Find(GatewayConfig config, string rule) =>
        config.Hooks.FirstOrDefault(hook => NameOf(hook.Name) == rule) is { } hook ? Of(hook) : null;

    private static SessionRule Of(HookConfig hook) =>
        new()
        {
            Name = NameOf(hook.Name),
            SettingPath = hook.SettingPath,
            Key = hook.Session ?? SessionKey.Hook(hook.Name).Value,
            Policy = hook.Policy,
            Chain = hook.Chain,
            Deliver = hook.Deliver is not null,
            // A cron job's words are the operator's; a hook's are not. It works where a stranger would.
            Workspace = hook.Workspace,
            QueueLimit = hook.QueueLimit,
            Budget = hook.Budget,
            // In a session of its own what one caller sent is not shown to the turn of the next.
            Reset = hook.Session is null ? new ResetRule(Idle: TimeSpan.Zero) : ResetRule.Never,
            Span = hook.Span,
        };
}
