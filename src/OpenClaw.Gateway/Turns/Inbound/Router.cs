using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Turns.Inbound;

/// <summary>Finds the session of a message: the first rule that matches gives key, policy, chain and the rest. Pure.</summary>
internal static class Router
{
    /// <summary>The rule of messages that no rule matches.</summary>
    public const string DefaultRule = "default";

    /// <summary>The policy of a turn whose rule vanished while it slept: there is none of that name, and the gate denies what has no
    /// policy.</summary>
    public const string VanishedPolicy = "(vanished)";

    public static Route Find(GatewayConfig config, InboundMessage message)
    {
        var isOwner = IsOwner(config, message.Sender);
        var rule =
            IsOfJob(message) ? ByName(config, MadeRules.NameOfJob(message.Chat.Id))
            : IsOfHook(message) ? ByName(config, MadeRules.NameOfHook(message.Chat.Id))
            : config.Sessions.FirstOrDefault(r => Matches(r.Match, message, isOwner)) ?? Default();
        return new Route(ClientRules.Apply(config, rule, message), KeyOf(config, rule, message), isOwner);
    }

    /// <summary>The rule of that name now, for a turn that goes on.</summary>
    public static SessionRule ByName(GatewayConfig config, string name) =>
        MadeRules.Find(config, name)
        ?? config.Sessions.FirstOrDefault(r => r.Name == name)
        ?? (name == DefaultRule ? Default() : Default() with { Name = name, Policy = VanishedPolicy });

    /// <summary>The same for a message that goes on under it.</summary>
    public static SessionRule ByName(GatewayConfig config, string name, InboundMessage message) =>
        ClientRules.Apply(config, ByName(config, name), message);

    /// <summary>Looks a turn's rule and its sender's rights up anew: every step of a turn uses the newest configuration.</summary>
    public static void Refresh(GatewayConfig config, Turn turn)
    {
        turn.Rule = ByName(config, turn.Rule.Name, turn.Message);
        turn.SenderIsOwner = IsOwner(config, turn.Message.Sender);
    }

    public static bool IsOwner(GatewayConfig config, Sender sender) => config.Agent.Owners.Contains(sender.Address);

    /// <summary>Whether a cron job speaks. No person can: there is no such channel.</summary>
    public static bool IsOfJob(InboundMessage message) => message is { Origin: Origin.Cron, Chat.Channel: Vocabulary.Clock };

    /// <summary>Whether a webhook speaks. No person can: there is no such channel.</summary>
    public static bool IsOfHook(InboundMessage message) => message is { Origin: Origin.Hook, Chat.Channel: Vocabulary.Hook };

    /// <summary>Owners work in the agent's workspace, anyone else in a folder of the session's own beside it, unless the rule says
    /// otherwise.</summary>
    public static string WorkspaceOf(GatewayConfig config, SessionRule rule, SessionKey key, bool isOwner) =>
        rule.Workspace ?? (isOwner ? config.Agent.Workspace : Path.Combine(config.Agent.People, FolderName(StandAlone.ClientOf(key))));

    private static SessionRule Default() =>
        new()
        {
            Name = DefaultRule,
            Policy = "guarded",
            Chain = "default",
            Span = SourceSpan.BuiltIn,
        };

    private static bool Matches(SessionMatch match, InboundMessage message, bool isOwner) =>
        (match.ChatKind is not { } kind || kind == message.Chat.Kind)
        && Any(match.Channels, message.Chat.Channel)
        && Any(match.Chats, message.Chat.Id)
        && (match.Origins.IsEmpty || match.Origins.Contains(message.Origin))
        && (match.Senders.IsEmpty || match.Senders.Any(s => s == "owners" ? isOwner : Globbing.Matches(s, message.Sender.Address)));

    private static bool Any(EquatableArray<string> patterns, string value) =>
        patterns.IsEmpty || patterns.Any(p => Globbing.Matches(p, value));

    private static SessionKey KeyOf(GatewayConfig config, SessionRule rule, InboundMessage message)
    {
        var chat = message.Chat;
        // A session that somebody named at the terminal or on the page is that session: a rule's key speaks for the nameless one only, or
        // two of them would mix. At the API door none is nameless.
        if (
            rule.Key is not { } key
            || chat is { Channel: "local", Id: not "main" } or { Channel: StandAlone.Channel }
            || (chat.Channel == "webchat" && !chat.Id.EndsWith("/main", StringComparison.Ordinal))
        )
        {
            return SessionKey.ForChat(chat, rule.PerSender && chat.Kind == ChatKind.Group ? message.Sender.Id : null);
        }

        if (!key.Contains('{'))
        {
            return key.Contains(':') ? new SessionKey(key) : SessionKey.Local(key);
        }
        return new SessionKey(
            key.Replace("{channel}", SessionKey.Escape(chat.Channel))
                .Replace("{chat}", SessionKey.Escape(chat.Id))
                .Replace("{thread}", SessionKey.Escape(chat.Thread ?? ""))
                .Replace("{person}", SessionKey.Escape(config.PersonOf(message.Sender.Address)?.Name ?? message.Sender.Address))
                .Replace("{sender}", SessionKey.Escape(message.Sender.Id))
                .Replace("{rule}", SessionKey.Escape(rule.Name))
        );
    }

    /// <summary>A key as one folder name that leads nowhere else.</summary>
    private static string FolderName(SessionKey key)
    {
        var name = string.Concat(
            key.Value.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : $"%{(int)c:X2}")
        );
        // Keys are as long as their parts; a file name is not. The hash keeps two long keys apart.
        if (name.Length <= 120)
        {
            return name;
        }
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key.Value)));
        return $"{name[..100]}-{hash[..16]}";
    }
}

/// <summary>Where a message belongs.</summary>
internal sealed record Route(SessionRule Rule, SessionKey Session, bool SenderIsOwner);
