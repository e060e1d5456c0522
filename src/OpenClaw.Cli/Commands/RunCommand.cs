using System.CommandLine;
using OpenClaw.Cli.Commands.Common;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw run</c>: the gateway itself, in the foreground.</summary>
internal sealed class RunCommand : CommandBase
{
    public RunCommand(CommandContext context, CommonOptions common)
        : base(
            "run",
            "Run the gateway in this terminal (or under systemd) until it is told to stop.",
            "openclaw run -c ~/claw/openclaw.toml",
            "openclaw run -s /tmp/try --socket /tmp/try/sock   # beside the one that runs already",
            "systemctl reload openclaw                         # SIGHUP to this process reloads; so does `openclaw reload`"
        )
    {
        var config = new Option<string?>("--config", "-c")
        {
            Description = "The configuration. Else $OPENCLAW_CONFIG, ./openclaw.toml, $XDG_CONFIG_HOME/openclaw/, /etc/openclaw/",
            HelpName = "FILE",
        };
        var state = new Option<string?>("--state", "-s")
        {
            Description = "The state directory. Else $STATE_DIRECTORY, $XDG_STATE_HOME/openclaw",
            HelpName = "DIR",
        };
        Options.Add(config);
        Options.Add(state);
        SetAction((parse, ct) => context.RunAsync(parse.GetValue(config), parse.GetValue(state), parse.GetValue(common.Socket), ct));
    }
}
