namespace OpenClaw.Config.Reading;

/// <summary>Why the configuration is read. The reading is the same; what an absent secret means is not.</summary>
internal enum ConfigPurpose
{
    /// <summary>An absent secret is a warning: CI and a developer's machine do not have them.</summary>
    Check,

    Run,
    Reload,
}

/// <summary>What to read, and the surroundings it is read in. The defaults are the process's own; tests bring others.</summary>
internal sealed record ConfigRequest
{
    /// <summary>The file named with <c>-c</c>; null looks in the usual places.</summary>
    public string? File { get; init; }

    public ConfigPurpose Purpose { get; init; } = ConfigPurpose.Check;

    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>What <c>./</c> and a relative <see cref="File"/> are relative to.</summary>
    public string Directory { get; init; } = System.IO.Directory.GetCurrentDirectory();

    /// <summary>What <c>~</c> means.</summary>
    public string Home { get; init; } = HomeFolder.Path;

    public string SystemDirectory { get; init; } = "/etc/openclaw";

    /// <summary>Whether the machine has a user of this name.</summary>
    public Func<string, bool> HasUser { get; init; } = UnixUser.Exists;

    /// <summary>Tells what lies in the past.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
