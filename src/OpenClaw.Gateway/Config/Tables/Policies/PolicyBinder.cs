using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Config.Tables.Policies;

/// <summary>Binds <c>[policies.NAME]</c> and its rules. One of a built-in's name adds to it, unless it brings a <c>default</c> of its own:
/// then it is all there is.</summary>
internal static class PolicyBinder
{
    private static readonly AskConfig s_askDefaults = new();

    private static readonly (string Word, PolicyAction Action)[] s_actions =
    [
        ("allow", PolicyAction.Allow),
        ("ask", PolicyAction.Ask),
        ("deny", PolicyAction.Deny),
    ];

    public static PolicyConfig Bind(TableReader table)
    {
        var policy = new PolicyConfig
        {
            Name = table.Name,
            Defaults = [.. table.Entries("default", Vocabulary.CheckTool, s_actions).Select(e => new ToolDefault(e.Key, e.Value, e.Span))],
            Ask = Ask(table.Table("ask")),
            Rules = [.. table.TableList("rules").Select(Rule)],
            RuleList = table.Brackets("rules"),
            Braces = table.Braces,
            Span = table.Span,
        };
        return table.Has("default") || BuiltInPolicies.Find(table.Name) is not { } builtIn ? policy : Extended(builtIn, policy);
    }

    // A written rule of the same name takes the place of the built-in one: two of a name could not be told apart in a verdict.
    private static PolicyConfig Extended(PolicyConfig builtIn, PolicyConfig written) =>
        written with
        {
            Defaults = builtIn.Defaults,
            Rules = [.. builtIn.Rules.Where(rule => written.Rules.All(own => own.Name != rule.Name)), .. written.Rules],
        };

    private static AskConfig Ask(TableReader table) =>
        new()
        {
            Approvers = table.Senders("approvers", s_askDefaults.Approvers, Vocabulary.CheckSender),
            Expires = table.Duration("expires", s_askDefaults.Expires, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
            Notify = table.Texts(
                "notify",
                s_askDefaults.Notify,
                static address => address == AskConfig.Owners ? null : Vocabulary.CheckAddress(address)
            ),
            Self = table.Flag("self", s_askDefaults.Self),
        };

    private static PolicyRule Rule(TableReader table)
    {
        var except = table.Table("except");
        var action = table.OptionalChoice("action", null, s_actions);
        table.Require("action", "\"deny\"");
        var carved = Match(except);
        return new PolicyRule
        {
            Name = table.Text("name", table.Name),
            Match = Match(table),
            Except = except.IsPresent ? carved : null,
            Action = action ?? PolicyAction.Deny,
            Reason = table.OptionalText("reason"),
            Span = table.Span,
        };
    }

    private static RuleMatch Match(TableReader table) =>
        new()
        {
            Tools = table.Texts("tools", [], Vocabulary.CheckTool),
            Commands = table.Texts("commands", []),
            WorkingDirectories = table.Texts("cwd", []),
            Paths = table.Texts("paths", []),
            Hosts = table.Texts("hosts", []),
            Targets = table.Texts("targets", []),
            Origins = OriginBinder.Bind(table, "origins"),
            Senders = table.Senders("senders", [], Vocabulary.CheckSender),
            Sessions = table.Texts("sessions", []),
        };
}
