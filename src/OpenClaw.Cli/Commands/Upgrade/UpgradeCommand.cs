using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;

namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary><c>openclaw upgrade FILE</c>: replaces the installed executable by that of a release, and goes back by itself where the new one
/// does not become ready.</summary>
internal sealed class UpgradeCommand : CommandBase
{
    private const int Minute = 60;

    public UpgradeCommand(CommandContext context)
        : base(
            context,
            "upgrade",
            "Replace the installed executable: backs up the state, checks the new one against configuration and state, swaps, restarts, and goes back by itself when the new one is not ready in time.",
            "sudo openclaw upgrade openclaw_0.2.0_arm64.deb",
            "sudo openclaw upgrade openclaw-0.2.0-linux-x64.tar.gz --no-restart   # the gateway is restarted by hand",
            "sudo openclaw upgrade        # after a power cut: says what was under way and ends it"
        )
    {
        var file = Word<string?>(
            "FILE",
            "A Debian package, the tarball of a release, or an executable. Without it an upgrade that was interrupted is ended",
            arity: ArgumentArity.ZeroOrOne
        );
        var executable = Value<string?>("--executable", "PATH", "The installed executable. Else the one that runs this command");
        var config = Value<string?>("--config -c", "FILE", "The configuration that the new one must take. Else the running gateway's");
        var state = Value<string?>("--state -s", "DIR", "The state directory. Else the running gateway's");
        var noRestart = Flag("--no-restart", "Leave the running gateway as it is; you restart it");
        var patience = Value<int?>("--patience", "SECONDS", "How long the new one may take to be ready (60)");
        SetAction(
            (parse, ct) =>
                RunAsync(
                    parse,
                    parse.GetValue(file),
                    parse.GetValue(executable),
                    new UpgradeOptions(
                        parse.GetValue(context.Common.Socket),
                        parse.GetValue(config) is { } named ? Path.GetFullPath(named) : null,
                        parse.GetValue(state),
                        !parse.GetValue(noRestart),
                        TimeSpan.FromSeconds(parse.GetValue(patience) ?? Minute)
                    ),
                    ct
                )
        );
    }

    private async Task<int> RunAsync(ParseResult parse, string? file, string? executable, UpgradeOptions options, CancellationToken ct)
    {
        var last = "";
        try
        {
            var place = Installation.Of(executable);
            var package = file is null ? null : UpgradeFile.Open(Path.GetFullPath(file), Context.RunProgram);
            if (await ResumeAsync(place, options, Say, ct).ConfigureAwait(false) is { } ended)
            {
                return Answer(ended ? "upgraded" : "back");
            }
            if (package is null)
            {
                if (last.Length == 0)
                {
                    Say("no upgrade was interrupted; name the FILE of one (openclaw upgrade --help)");
                }
                return Answer("nothing");
            }
            using var journal = UpgradeJournal.Open(place);
            var run = new UpgradeRun(Context, options, place, journal, Say);
            return Answer(await TryAsync(run, package, place, ct).ConfigureAwait(false) ? "upgraded" : "back");
        }
        catch (UpgradeRefusedException e)
        {
            Context.Error.WriteLine(Escaping.Line($"openclaw: {e.Message}"));
            last = e.Message;
            return Answer("refused");
        }

        void Say(string line)
        {
            last = line;
            (IsJson(parse) ? Context.Error : Context.Out).WriteLine(Escaping.Line(line));
        }

        int Answer(string outcome)
        {
            if (IsJson(parse))
            {
                Context.Out.WriteLine(Json.Text(new JsonObject { ["outcome"] = outcome, ["message"] = last }));
            }
            return outcome is "back" or "refused" ? ExitCode.Failed : ExitCode.Ok;
        }
    }

    /// <returns>How an upgrade ended that had been interrupted; null where nothing of one is in place.</returns>
    private async Task<bool?> ResumeAsync(Installation place, UpgradeOptions options, Action<string> say, CancellationToken ct)
    {
        using var journal = UpgradeJournal.Open(place);
        if (journal.IsUnderWay)
        {
            return await new UpgradeRun(Context, options, place, journal, say).ResumeAsync(ct).ConfigureAwait(false);
        }
        journal.End();
        return null;
    }

    /// <summary>What goes wrong before the swap takes all traces of the upgrade with it.</summary>
    private static async Task<bool> TryAsync(UpgradeRun run, UpgradeFile package, Installation place, CancellationToken ct)
    {
        try
        {
            return await run.RunAsync(package, ct).ConfigureAwait(false);
        }
        catch (Exception e)
            when (run.IsBeforeSwap
                && e is UpgradeRefusedException or StorageException or ControlException or IOException or UnauthorizedAccessException
            )
        {
            run.Abandon();
            throw new UpgradeRefusedException($"{e.Message.TrimEnd('.')}. Nothing was changed: {place.Executable} is what it was");
        }
    }
}
