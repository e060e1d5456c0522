using OpenClaw.Config.Reading;
using OpenClaw.Exec;

namespace OpenClaw.Tools;

/// <summary>The tools that the program brings itself. A new one is a file beside this one, a line here, and its name in <see
/// cref="Vocabulary.Tools"/>.</summary>
internal sealed class BuiltInTools(RunningCommands commands, IMessageSender messages, ISessionDirectory sessions, IReminders reminders)
    : IToolSource
{
    /// <summary>For checks that need no running gateway: the names a policy may speak of.</summary>
    public static IReadOnlyList<string> Names => Vocabulary.Tools;

    public string Name => "";

    public IReadOnlyList<Tool> Tools { get; } =
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
}
