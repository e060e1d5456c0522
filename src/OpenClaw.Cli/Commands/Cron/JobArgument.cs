using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands.Cron;

/// <summary>The name of a cron job on the command line; a shell completes it from the running gateway.</summary>
internal static class JobArgument
{
    public static Argument<string> Create(CommandContext context, CommonOptions common)
    {
        var job = new Argument<string>("NAME") { HelpName = "NAME", Description = "A job's name" };
        job.CompletionSources.Add(completion =>
            QuietAnswers.Ask(
                context,
                completion,
                common,
                static async (client, ct) =>
                    (await client.CallAsync(CronApi.List, NoParams.Value, ct).ConfigureAwait(false)).Jobs.Select(static job => job.Name)
            )
        );
        return job;
    }
}
