namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>Why an upgrade is not made. Whoever throws it has changed nothing that runs.</summary>
internal sealed class UpgradeRefusedException(string message) : Exception(message);
