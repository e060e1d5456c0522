using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;

namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron next NAME</c>: of the running gateway, or else of the configuration that <c>run</c> would find.</summary>
internal sealed class CronNextCommand : GatewayCommand
{
    private const int DefaultCount = 10;

    public CronNextCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "next",
            "Say when a job comes next. Without a gateway, or with -c, it reads the configuration.",
            "openclaw cron next morning -n 10",
            "openclaw cron next morning -c new.toml   # before it is in place"
        )
    {
        var job = JobArgument.Create(context, common);
        var count = new Option<int>("--count", "-n")
        {
            Description = "How many (10)",
            HelpName = "N",
            DefaultValueFactory = static _ => DefaultCount,
        };
        var config = new Option<string?>("--config", "-c")
        {
            Description = "Read this configuration, and ask no gateway",
            HelpName = "FILE",
        };
        Arguments.Add(job);
        Options.Add(count);
        Options.Add(config);
        SetAction(parse =>
        {
            var parameters = new CronNextParams { Job = parse.GetValue(job)!, Count = parse.GetValue(count) };
            if (parse.GetValue(config) is { } file)
            {
                return Offline(parse, parameters, file);
            }

            try
            {
                return Ask(parse, CronApi.Next, parameters, Show);
            }
            catch (GatewayAbsentException)
            {
                return Offline(parse, parameters, null);
            }
        });
    }

    private int Offline(ParseResult parse, CronNextParams parameters, string? file)
    {
        var read = ConfigLoader.Load(new ConfigRequest { File = file });
        if (read.Config is not { } config)
        {
            ConfigDiagnosticWriter.WriteText(Context.Error, read.Diagnostics);
            return ExitCode.Configuration;
        }

        var result = CronShapes.Next(config, parameters.Job, parameters.Count ?? DefaultCount, Context.Time.GetUtcNow());
        if (!parse.GetValue(Common.Json))
        {
            return Show(result);
        }

        Context.Out.WriteLine(JsonSerializer.Serialize(result, CronApi.Next.Result));
        return ExitCode.Ok;
    }

    private int Show(CronNextResult result)
    {
        foreach (var at in result.Next)
        {
            Context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:ddd yyyy-MM-dd HH:mm:ss zzz}"));
        }

        if (result.Next.Count == 0)
        {
            Context.Error.WriteLine(Escaping.Line($"openclaw: {result.Job} will not run again ({result.Schedule})"));
        }

        return ExitCode.Ok;
    }
}
