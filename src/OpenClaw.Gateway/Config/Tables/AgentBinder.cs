using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[agent]</c>.</summary>
internal static class AgentBinder
{
    private static readonly AgentConfig s_defaults = new() { Workspace = "", People = "" };

    public static AgentConfig Bind(TableReader table, BindContext context)
    {
        var workspace = table.OptionalPath("workspace", "~/claw");
        return new AgentConfig
        {
            Name = table.Text("name", s_defaults.Name),
            Owners = table.Senders("owners", s_defaults.Owners, Vocabulary.CheckAddress),
            TimeZone = table.TimeZone("timezone", s_defaults.TimeZone),
            Workspace = workspace,
            People = table.OptionalPath("people") ?? Beside(workspace),
            Instructions = Instructions(table, context, workspace),
            Budget = BudgetBinder.BindForAll(table.Table("budget")),
            MaxSteps = table.Integer("max_steps", s_defaults.MaxSteps, 1, 1000),
            MaxTurnTime = table.Duration("max_turn_time", s_defaults.MaxTurnTime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
        };
    }

    // Beside the workspace and not in it: owners' sessions read what lies in theirs.
    private static string Beside(string workspace) => workspace.TrimEnd('/') is { Length: > 0 } folder ? folder + "-people" : "/people";

    // Relative to the workspace and not to the file they are named in: they are part of where the agent works.
    private static EquatableArray<string> Instructions(TableReader table, BindContext context, string workspace) =>
        [.. table.Texts("instructions", s_defaults.Instructions).Select(path => FilePaths.Resolve(path, workspace, context.Request.Home))];
}
