using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;

namespace OpenClaw.Cli.Commands.Approvals;

/// <summary>The argument that names an approval, completed with those that wait.</summary>
internal static class ApprovalArgument
{
    public static Argument<string> Argument(CommandContext context, CommonOptions common)
    {
        var id = new Argument<string>("ID") { HelpName = "ID", Description = "The approval, as `openclaw approvals` names it" };
        id.CompletionSources.Add(completion =>
            QuietAnswers.Ask(
                context,
                completion,
                common,
                async (client, ct) =>
                    (await client.CallAsync(ApprovalsApi.List, new ApprovalsListParams(), ct).ConfigureAwait(false)).Approvals.Select(
                        static a => a.Id
                    )
            )
        );
        return id;
    }
}
