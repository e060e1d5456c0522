using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Config.Tables.Sessions;

/// <summary>Binds <c>[[sessions]]</c>.</summary>
internal static class SessionBinder
{
    private static readonly string[] s_placeholders = ["channel", "chat", "thread", "sender", "person", "rule"];
    private static readonly SessionRule s_defaults = new()
    {
        Name = "",
        Policy = BuiltInPolicies.Guarded,
        Chain = "default",
        Span = SourceSpan.BuiltIn,
    };

    public static SessionRule Bind(TableReader table) =>
        new()
        {
            Name = table.Text("name", table.Name),
            Match = Match(table.Table("match")),
            Key = table.OptionalText("key", CheckTemplate),
            PerSender = table.Flag("per_sender", s_defaults.PerSender),
            Policy = table.Reference("policy", "policies", s_defaults.Policy),
            Chain = table.Reference("chain", "chains", s_defaults.Chain),
            Deliver = table.Flag("deliver", s_defaults.Deliver),
            DeliveryTtl = table.OptionalDuration("delivery_ttl", DeliveryBinder.ShortestTtl, DeliveryBinder.LongestTtl),
            Workspace = table.OptionalPath("workspace"),
            Reset = Reset(table.Table("reset")),
            Queue = table.Choice(
                "queue",
                s_defaults.Queue,
                ("followup", QueueMode.Followup),
                ("collect", QueueMode.Collect),
                ("steer", QueueMode.Steer),
                ("interrupt", QueueMode.Interrupt)
            ),
            Debounce = table.Duration("debounce", s_defaults.Debounce, TimeSpan.Zero, TimeSpan.FromHours(1)),
            QueueLimit = table.Integer("queue_limit", s_defaults.QueueLimit, 1, 10_000),
            MaxAge = table.Duration("max_age", s_defaults.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
            Budget = BudgetBinder.Bind(table.Table("budget")),
            Span = table.Span,
        };

    private static SessionMatch Match(TableReader table) =>
        new()
        {
            Channels = table.Texts("channel", [], Vocabulary.CheckChannel),
            ChatKind = table.OptionalChoice<ChatKind>("chat_kind", null, ("direct", ChatKind.Direct), ("group", ChatKind.Group)),
            Chats = table.Texts("chat", []),
            Senders = table.Senders("sender", [], Vocabulary.CheckSender),
            Origins = OriginBinder.Bind(table, "origin"),
        };

    private static ResetRule Reset(TableReader table) =>
        new(
            Daily: table.OptionalTimeOfDay("daily"),
            Idle: table.OptionalDuration("idle", TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650))
        );

    private static string? CheckTemplate(string template)
    {
        var at = 0;
        while ((at = template.IndexOfAny(['{', '}'], at)) >= 0)
        {
            var end = template.IndexOf('}', at);
            if (template[at] == '}' || end < 0)
            {
                return "has a brace without its partner";
            }
            var name = template[(at + 1)..end];
            if (!s_placeholders.Contains(name))
            {
                return NearestName.Suggestion(name, s_placeholders) is { Length: > 0 } suggestion
                    ? $"has {{{name}}}, which is not known.{suggestion}"
                    : $"has {{{name}}}, which is not known. There is: {string.Join(" ", s_placeholders.Select(p => $"{{{p}}}"))}";
            }
            at = end + 1;
        }

        return template.Any(char.IsWhiteSpace) ? "has a blank in it" : null;
    }
}
