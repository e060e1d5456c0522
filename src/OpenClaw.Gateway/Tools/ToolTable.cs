using System.Collections.Frozen;
using OpenClaw.Tools.Exec;

namespace OpenClaw.Tools;

/// <summary>Every tool there is, in the order in which a model is told of them. The order never changes while the gateway runs: the prompt
/// must not.</summary>
internal sealed class ToolTable
{
    private readonly FrozenDictionary<string, Tool> _byName;

    public ToolTable(CommandTable commands, IMessageSender messages, ISessionDirectory sessions, IReminders reminders)
    {
        All =
        [
            new ReadTool(),
            new WriteTool(),
            new EditTool(),
            new SearchTool(),
            new ExecTool(commands),
            new ProcessTool(commands),
            new MessageTool(messages),
            new SessionTool(sessions),
            new RemindTool(reminders),
        ];
        _byName = All.ToFrozenDictionary(static tool => tool.Name, StringComparer.Ordinal);
    }

    /// <summary>For checks that need no running gateway: the names a policy may speak of.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["read", "write", "edit", "search", "exec", "process", "message", "session", "remind"];

    public IReadOnlyList<Tool> All { get; }

    public FrozenDictionary<string, Tool> ByName => _byName;

    public Tool? Find(string name) => _byName.GetValueOrDefault(name);
}
