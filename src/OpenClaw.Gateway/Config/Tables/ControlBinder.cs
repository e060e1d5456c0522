using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[control]</c>.</summary>
internal static class ControlBinder
{
    public static ControlConfig Bind(TableReader table) =>
        new()
        {
            Socket = table.OptionalPath("socket"),
            Users = table.Texts("users", [], user => user.Contains(':') ? $"has \"{user}\"; write the user's name alone" : null),
        };
}
