using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy.Calls;

/// <summary>What no rule can open, and what only a rule with <c>paths</c> can.</summary>
internal static class Protection
{
    public const string ProtectedPath = "protected path";
    public const string RepositoryInternals = "inside .git";
    public const string OutsideWorkspace = "outside the workspace";

    /// <summary>Why no tool may touch the path, or null. Tools that walk directories ask this of what they find there.</summary>
    public static string? WhyProtected(PolicySet policies, string path, bool writes)
    {
        if (IsUnder(policies.Forbidden, path))
        {
            return "state, secrets and the control socket are closed to every tool";
        }
        if (IsUnder(policies.LeftBehind, path))
        {
            return "a person's folder of before is closed until it is moved; the log says where to";
        }
        if (writes && (IsUnder(policies.ReadOnly, path) || policies.ReadOnlyPatterns.Any(p => p.Matches(path))))
        {
            return "the configuration and the instruction files are written by no tool";
        }
        return null;
    }

    public static string? WhyProtected(PolicySet policies, Effect effect) =>
        effect is Effect.File file ? WhyProtected(policies, file.Path, writes: file is Effect.Write) : null;

    /// <summary>Whether the effect writes what a repository of git keeps for itself: its configuration and hooks are programs that git
    /// runs.</summary>
    public static bool IsRepositoryInternal(Effect effect) =>
        effect is Effect.Write write
        && (write.Path.Contains("/.git/", StringComparison.Ordinal) || write.Path.EndsWith("/.git", StringComparison.Ordinal));

    /// <summary>Whether it lies where only a rule with paths leads. What the gateway itself shows to every session is read like a file of
    /// its own.</summary>
    public static bool IsOutside(PolicySet policies, CallContext context, Effect effect) =>
        effect is Effect.File file
        && !PathPattern.IsBelow(file.Path, context.Workspace)
        && !(file is Effect.Read && policies.Offered.Contains(file.Path));

    /// <summary>Why what no rule opens out there is denied, and what would open it.</summary>
    public static string WhyOutside(Effect effect) =>
        effect is Effect.Read read
            ? $"reading outside the workspace needs a rule with paths that allow {read.Path}"
            : "writing outside the workspace needs a rule with paths";

    private static bool IsUnder(EquatableArray<string> directories, string path) =>
        directories.Any(directory => PathPattern.IsBelow(path, directory));
}
