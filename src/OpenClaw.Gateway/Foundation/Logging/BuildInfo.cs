using System.Reflection;

namespace OpenClaw.Foundation.Logging;

/// <summary>What this build is.</summary>
internal static class BuildInfo
{
    /// <summary>The version of the assembly, <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
