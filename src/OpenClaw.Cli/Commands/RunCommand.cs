namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw run</c>: the gateway itself, in the foreground.</summary>
internal sealed class RunCommand : CommandBase
{
    public RunCommand(CommandContext context)
        : base(
            context,
            "run",
            "Run the gateway in this terminal (or under systemd) until it is told to stop.",
            "openclaw run -c ~/claw/openclaw.toml",
            "openclaw run -s /tmp/try --socket /tmp/try/sock   # beside the one that runs already",
            "systemctl reload openclaw                         # SIGHUP to this process reloads; so does `openclaw reload`"
        )
    {
        var config = Value<string?>(
            "--config -c",
            "FILE",
            "The configuration. Else $OPENCLAW_CONFIG, ./openclaw.toml, $XDG_CONFIG_HOME/openclaw/, /etc/openclaw/"
        );
        var state = Value<string?>("--state -s", "DIR", "The state directory. Else $STATE_DIRECTORY, $XDG_STATE_HOME/openclaw");
        SetAction(
            (parse, ct) => context.RunAsync(parse.GetValue(config), parse.GetValue(state), parse.GetValue(context.Common.Socket), ct)
        );
    }
}
