namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What became of a message, for whoever repeats it, and of a command that went on in the background, for the next
/// start.</summary>
internal static class Outcomes
{
    public static Migration Step { get; } =
        new(
            "outcomes",
            """
            -- The number the message was given. A command's, and one's that was refused, leads to no turn.
            alter table inbox add column turn integer;

            -- A state more of an effect, running: its call has its result and its command goes on, under this name.
            alter table effects add column running_as text;
            create index effects_running on effects(turn) where state = 'running';
            """
        );
}
