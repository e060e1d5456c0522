using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;

namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron next NAME</c>: of the running gateway, or else of the configuration that <c>run</c> would find.</summary>
internal sealed class CronNextCommand : CommandBase
{
    public CronNextCommand(CommandContext context)
        : base(
            context,
            "next",
            "Say when a job comes next. Without a gateway, or with -c, it reads the configuration.",
            "openclaw cron next morning -n 10",
            "openclaw cron next morning -c new.toml   # before it is in place"
        )
    {
        var job = CronCommand.JobWord(this);
        var count = Value<int>("--count -n", "N", "How many (10)");
        count.DefaultValueFactory = static _ => CronApi.DefaultCount;
        var config = Value<string?>("--config -c", "FILE", "Read this configuration, and ask no gateway");
        SetAction(parse =>
        {
            var parameters = new CronNextParams(parse.GetValue(job)!, parse.GetValue(count));
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

        var result = CronShapes.Next(config, parameters.Job, parameters.Count ?? CronApi.DefaultCount, Context.Time.GetUtcNow());
        return Print(parse, result, CronApi.Next.Result, Show);
    }

    private void Show(CronNextResult result)
    {
        foreach (var at in result.Next)
        {
            Context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:ddd yyyy-MM-dd HH:mm:ss zzz}"));
        }

        if (result.Next.Count == 0)
        {
            Context.Error.WriteLine(Escaping.Line($"openclaw: {result.Job} will not run again ({result.Schedule})"));
        }
    }
}
