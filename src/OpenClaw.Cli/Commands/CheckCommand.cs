using System.Text.Json.Nodes;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Network;
using OpenClaw.Hosting;
using OpenClaw.Models.Clients;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw check</c>: the very reading of <c>run</c> and <c>reload</c>, stopped before anything opens.</summary>
internal sealed class CheckCommand : CommandBase
{
    /// <summary>A gateway that is busy answers within it; one that hangs must not keep the configuration from being checked.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public CheckCommand(CommandContext context)
        : base(
            context,
            "check",
            "Read the configuration and say what is wrong with it, each with file, line and column. Opens nothing.",
            "openclaw check",
            "openclaw check conf/openclaw.toml --json   # for editors and CI",
            "openclaw check --state openclaw.backup     # would this version take that state over? A copy is migrated and looked through"
        )
    {
        var file = Word<string?>(
            "FILE",
            "The configuration; else the running gateway's, else the one that `run` would find",
            arity: ArgumentArity.ZeroOrOne
        );
        // As `run` spells it: the two are typed one after the other.
        var config = Value<string?>("--config -c", "FILE", "The same as FILE");
        var state = Value<string?>(
            "--state -s",
            "PATH",
            "In place of a configuration: a backup, or a state directory. A copy of it is migrated and its audit verified; it stays as it is"
        );
        SetAction(
            (parse, ct) =>
                parse.GetValue(state) is { } path
                    ? Task.FromResult(Try(path, IsJson(parse)))
                    : RunAsync(parse, parse.GetValue(file) ?? parse.GetValue(config), ct)
        );
    }

    private int Try(string path, bool json)
    {
        var trial = StateTrial.Run(Path.GetFullPath(path));
        if (json)
        {
            Context.Out.WriteLine(
                Json.Text(
                    new JsonObject
                    {
                        ["state"] = trial.File,
                        ["schema"] = trial.Schema,
                        ["schema_after"] = trial.SchemaAfter,
                        ["audit"] = new JsonObject { ["rows"] = trial.Audit.Count, ["head"] = trial.Audit.HashText },
                    }
                )
            );
        }
        else
        {
            var migrated =
                trial.Schema == trial.SchemaAfter
                    ? $"schema {trial.Schema} as it is"
                    : $"schema {trial.Schema}, a copy was migrated to {trial.SchemaAfter}";
            Context.Out.WriteLine(Escaping.Line($"{trial.File}: ok, {migrated}; audit verified, {trial.Audit}"));
        }

        return ExitCode.Ok;
    }

    private async Task<int> RunAsync(ParseResult parse, string? file, CancellationToken ct)
    {
        if (file is not null)
        {
            return Run(file, null, IsJson(parse));
        }
        var running = await FindGatewayAsync(parse, ct).ConfigureAwait(false);
        if (running is { ConfigFile: { } its })
        {
            Context.Error.WriteLine(Escaping.Line($"note: {its} is checked, which the running gateway has read; -c names another"));
        }
        return Run(running?.ConfigFile, running, IsJson(parse));
    }

    /// <summary>The gateway that runs, if one does and says so in time.</summary>
    private async Task<StatusResult?> FindGatewayAsync(ParseResult parse, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(s_patience, Context.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var client = await ConnectAsync(parse, both.Token).ConfigureAwait(false);
            return await client.CallAsync(StatusApi.Status, NoParams.Value, both.Token).ConfigureAwait(false);
        }
        catch (GatewayAbsentException) when (parse.GetValue(Context.Common.Socket) is null)
        {
            return null;
        }
        catch (Exception e) when (parse.GetValue(Context.Common.Socket) is null && e is ControlException or UnixSocketException)
        {
            Context.Error.WriteLine(
                Escaping.Line(
                    $"note: the running gateway does not say which file it has read ({e.Message}), so the one is checked that `run` would find"
                )
            );
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Context.Error.WriteLine(
                $"note: the running gateway did not answer within {s_patience.TotalSeconds:0} s, so the file is checked that `run` would find"
            );
            return null;
        }
    }

    /// <summary>Reads it by the owner, the state and the socket that `run` would take.</summary>
    internal static ConfigResult Read(ConfigRequest request, StatusResult? running)
    {
        var result = ConfigLoader.Load(request);
        return result.Config is { } config
            ? JobQuestions.AddTo(
                result with
                {
                    Config = GatewayRunner.WithOwner(config),
                },
                running?.StateDir ?? StateDirectory.Find(null, Environment.GetEnvironmentVariable),
                running?.Socket ?? SocketPath.Find(null, config.Control.Socket, forServer: true)
            )
            : result;
    }

    /// <summary>The last line of a configuration that may run.</summary>
    internal static string Verdict(ConfigResult result) =>
        $"{Escaping.Line(result.File ?? "")}: ok{result.Diagnostics.Count switch { 0 => "", 1 => ", 1 warning", var warnings => $", {warnings} warnings" }}";

    private int Run(string? file, StatusResult? running, bool json)
    {
        var context = Context;
        var result = Read(new ConfigRequest { File = file }, running);
        if (json)
        {
            // The encoder of the framework's own choice: it writes all but ASCII as escapes, so that a file's name keeps its characters and
            // moves no terminal.
            context.Out.WriteLine(ConfigDiagnosticWriter.Json(result).ToJsonString());
        }
        else
        {
            ConfigDiagnosticWriter.WriteText(context.Error, result.Diagnostics);
            if (result.Config is not null)
            {
                if (CommandsOwnUser.Owns(result.File))
                {
                    context.Error.WriteLine($"note: {CommandsOwnUser.Line}");
                }
                context.Out.WriteLine(Verdict(result));
            }
        }

        return result.Config is null ? ExitCode.Configuration : ExitCode.Ok;
    }
}
