namespace OpenClaw.Cli.Commands.Common;

/// <summary>Options that every command takes, before or after its name.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Socket { get; } =
        new("--socket")
        {
            Description =
                "The gateway's control socket. Else $RUNTIME_DIRECTORY, /run/openclaw, $XDG_RUNTIME_DIR/openclaw, /tmp/openclaw-UID",
            HelpName = "PATH",
            Recursive = true,
        };

    public Option<bool> Json { get; } =
        new("--json")
        {
            Arity = ArgumentArity.Zero,
            Description = "Print the result as JSON",
            Recursive = true,
        };
}
