using OpenClaw.Config.Reading;
using OpenClaw.Hosting;

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
            "systemctl reload openclaw                         # SIGHUP to this process reloads; so does `openclaw reload`",
            "openclaw run --takeover --expect 4f0c1d2e3b5a6978   # the second machine, on a restored replica (docs/standby.md)"
        )
    {
        var config = Value<string?>(
            "--config -c",
            "FILE",
            "The configuration. Else $OPENCLAW_CONFIG, ./openclaw.toml, $XDG_CONFIG_HOME/openclaw/, /etc/openclaw/"
        );
        var state = Value<string?>("--state -s", "DIR", "The state directory. Else $STATE_DIRECTORY, $XDG_STATE_HOME/openclaw");
        var takeover = Flag(
            "--takeover",
            "The state is a replica of a machine that is gone: what that one may have sent or done since becomes unknown"
        );
        var age = Value<string?>("--max-age", "TIME", "With --takeover: refuse a replica whose newest row is older. Else 24h");
        var expect = Value<string?>("--expect", "ID", "With --takeover: refuse a state of another name (`openclaw doctor` tells it)");
        SetAction(
            (parse, ct) =>
            {
                var options = new RunOptions(parse.GetValue(config), parse.GetValue(state), parse.GetValue(context.Common.Socket));
                if (!parse.GetValue(takeover))
                {
                    return parse.GetValue(age) is null && parse.GetValue(expect) is null
                        ? context.RunAsync(options, ct)
                        : Wrong("--max-age and --expect are for --takeover; say it too, or leave them out");
                }
                if (!Durations.TryParse(parse.GetValue(age) ?? "24h", out var most) || most <= TimeSpan.Zero)
                {
                    return Wrong($"--max-age \"{Escaping.Line(parse.GetValue(age)!)}\" is no length of time; write 10m, 36h or 7d");
                }
                return context.RunAsync(options with { Takeover = new TakeoverOptions(most, parse.GetValue(expect)) }, ct);
            }
        );

        Task<int> Wrong(string why)
        {
            context.Error.WriteLine($"openclaw: {why}");
            return Task.FromResult(ExitCode.Usage);
        }
    }
}
