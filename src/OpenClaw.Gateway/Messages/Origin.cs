namespace OpenClaw.Messages;

/// <summary>What set a turn off. Policies can tell them apart; the gate is the same for all.</summary>
internal enum Origin
{
    Chat,
    Cron,
    Hook,
    Delegate,
    Mcp,
}
