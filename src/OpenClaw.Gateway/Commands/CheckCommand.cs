using System.CommandLine;
using System.Text.Json;
using OpenClaw.Config;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Diagnostics;
using OpenClaw.Hosting;
using OpenClaw.Storage;
using OpenClaw.Text;

namespace OpenClaw.Commands;

/// <summary><c>openclaw check</c>: the very reading of <c>run</c> and <c>reload</c>, stopped before anything opens.</summary>
internal sealed class CheckCommand : CommandBase
{
    public CheckCommand(CommandContext context, CommonOptions common)
        : base("check", "Read the configuration and say what is wrong with it, each with file, line and column. Opens nothing.",
            "openclaw check",
            "openclaw check conf/openclaw.toml --json   # for editors and CI")
    {
        var file = new Argument<string?>("FILE") { Description = "The configuration; else the one that `run` would find", Arity = ArgumentArity.ZeroOrOne };
        // As `run` spells it: the two are typed one after the other.
        var config = new Option<string?>("--config", "-c") { Description = "The same as FILE", HelpName = "FILE" };
        Arguments.Add(file);
        Options.Add(config);
        SetAction(parse => Run(context, parse.GetValue(file) ?? parse.GetValue(config), parse.GetValue(common.Json)));
    }

    private static int Run(CommandContext context, string? file, bool json)
    {
        var result = ConfigLoader.Load(new ConfigRequest { File = file });
        // By the owner, the state and the socket that `run` would take.
        if (result.Config is { } config)
        {
            var judged = result with { Config = GatewayRunner.WithOwner(config) };
            result = JobQuestions.AddTo(judged, StateDirectory.Find(null, Environment.GetEnvironmentVariable), SocketPath.Find(null, config.Control.Socket, forServer: true));
        }

        if (json)
        {
            // The encoder of the framework's own choice: it writes all but ASCII as escapes, so that a file's name keeps its characters and moves no terminal.
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                ConfigDiagnosticWriter.WriteJson(writer, result);
            }

            context.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        }
        else
        {
            ConfigDiagnosticWriter.WriteText(context.Error, result.Diagnostics);
            if (result.Config is not null)
            {
                if (CommandsOwnUser.Owns(result.File)) context.Error.WriteLine($"note: {CommandsOwnUser.Line}");
                var warnings = result.Diagnostics.Count;
                context.Out.WriteLine($"{Escaping.Line(result.File ?? "")}: ok{(warnings == 0 ? "" : warnings == 1 ? ", 1 warning" : $", {warnings} warnings")}");
            }
        }

        return result.Config is null ? ExitCode.Configuration : ExitCode.Ok;
    }
}
