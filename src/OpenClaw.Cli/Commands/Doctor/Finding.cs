namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Ok">False for what keeps something from working.</param>
/// <param name="What">What was looked at; <see cref="Warning"/> for what works and should not stay so.</param>
/// <param name="Detail">What is so, and what to do about it.</param>
internal sealed record Finding(bool Ok, string What, string Detail)
{
    public const string Warning = "warning";

    public static Finding Warn(string detail) => new(true, Warning, detail);
}
