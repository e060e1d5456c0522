using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools.Files;

/// <summary>What a file tool declares of a path: the path, and of a file that is a protected one under another name that path too, so that
/// the gate decides both.</summary>
internal static class FileEffects
{
    public static IEnumerable<Effect> Read(string path, ProtectedFiles files) =>
        Names(path, files).Select(static name => new Effect.Read(name));

    public static IEnumerable<Effect> Write(string path, ProtectedFiles files) =>
        Names(path, files).Select(static name => new Effect.Write(name));

    private static IEnumerable<string> Names(string path, ProtectedFiles files) =>
        files.OtherNameOf(path) is { } other ? [path, other] : [path];
}
