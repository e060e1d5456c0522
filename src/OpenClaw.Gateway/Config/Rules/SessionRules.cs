using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Config.Rules;

internal static class SessionRules
{
    private static readonly SessionMatch s_everything = new();

    public static void EachCanBeReached(GatewayConfig config, BindContext context)
    {
        var seen = new Dictionary<SessionMatch, SessionRule>();
        foreach (var rule in config.Sessions)
        {
            if (seen.GetValueOrDefault(s_everything) is { } earlier || seen.TryGetValue(rule.Match, out earlier!))
            {
                context.Diagnostics.Warning(
                    context.Place($"sessions[{rule.Name}].name") ?? context.Place($"sessions[{rule.Name}].match"),
                    $"sessions[{rule.Name}] is never reached: \"{earlier.Name}\" ({earlier.Span}) comes first and takes all it would match"
                );
            }
            seen.TryAdd(rule.Match, rule);
        }
    }

    public static void NoSettingWithoutEffect(GatewayConfig config, BindContext context)
    {
        foreach (var rule in config.Sessions)
        {
            var path = $"sessions[{rule.Name}]";
            var isKeyed = rule is { PerSender: true, Key: not null };
            context.WarnWithoutEffect(isKeyed, $"{path}.per_sender", " beside key; write {sender} into the key");
            context.WarnWithoutEffect(!rule.Deliver, $"{path}.delivery_ttl", " beside deliver = false");
            context.WarnWithoutEffect(rule.Queue != QueueMode.Collect, $"{path}.debounce", " without queue = \"collect\"");
        }
    }

    /// <summary>A job and a hook are session rules called <c>cron:NAME</c> and <c>hook:NAME</c>; a turn finds its rule by that
    /// name.</summary>
    public static void NamesAreTheirOwn(GatewayConfig config, BindContext context)
    {
        foreach (var rule in config.Sessions)
        {
            var taken =
                rule.Name.StartsWith(Vocabulary.Clock + ":", StringComparison.Ordinal) ? (Vocabulary.Clock, "cron jobs")
                : rule.Name.StartsWith(Vocabulary.Hook + ":", StringComparison.Ordinal) ? (Vocabulary.Hook, "webhooks")
                : default((string Channel, string Owners)?);
            if (taken is var (channel, owners))
            {
                context.Diagnostics.Error(
                    context.Place($"sessions[{rule.Name}].name"),
                    $"sessions[{rule.Name}] has a name that begins with \"{channel}:\", which is for the rules of {owners}; call it something else"
                );
            }
        }
    }
}
