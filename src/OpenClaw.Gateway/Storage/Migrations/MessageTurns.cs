namespace OpenClaw.Storage.Migrations;

/// <summary>Which turn a message became, so that whoever repeats it can be told what became of it.</summary>
internal static class MessageTurns
{
    public static Migration Step { get; } = new("message turns", """
        -- The number the message was given. A command's, and one's that was refused, leads to no turn.
        alter table inbox add column turn integer;
        """);
}
