using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands.Approvals;

/// <summary><c>openclaw approvals</c>: what waits for a person.</summary>
internal sealed class ApprovalsCommand : GatewayCommand
{
    public ApprovalsCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "approvals",
            "List the tool calls that wait for a person to approve or deny them.",
            "openclaw approvals",
            "openclaw approvals --all           # those that were decided, too",
            "openclaw approvals show bako-42    # one of them, with its arguments"
        )
    {
        var all = new Option<bool>("--all", "-a") { Description = "Decided, expired and withdrawn ones too" };
        Options.Add(all);
        Subcommands.Add(new ShowCommand(context, common));
        SetAction(parse => Ask(parse, ApprovalsApi.List, new ApprovalsListParams { All = parse.GetValue(all) ? true : null }, Show));
    }

    private int Show(ApprovalsListResult result)
    {
        if (result.Approvals.Count == 0)
        {
            Context.Out.WriteLine("nothing waits for an approval");
        }

        foreach (var approval in result.Approvals)
        {
            ApprovalText.Write(Context.Out, approval, Context.Time.GetUtcNow());
        }

        return ExitCode.Ok;
    }

    /// <summary><c>openclaw approvals show ID</c>.</summary>
    private sealed class ShowCommand : GatewayCommand
    {
        public ShowCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "show",
                "Show one approval, decided or not, with the arguments of its call.",
                "openclaw approvals show bako-42"
            )
        {
            var id = ApprovalArgument.Argument(context, common);
            Arguments.Add(id);
            SetAction((parse, ct) => ShowAsync(parse, parse.GetValue(id)!, ct));
        }

        private async Task<int> ShowAsync(ParseResult parse, string id, CancellationToken ct)
        {
            await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
            var list = await client.CallAsync(ApprovalsApi.List, new ApprovalsListParams { All = true }, ct).ConfigureAwait(false);
            var approval =
                list.Approvals.FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.OrdinalIgnoreCase))
                ?? throw ControlException.NotFound($"no approval \"{id}\"; openclaw approvals --all lists them");
            if (parse.GetValue(Common.Json))
            {
                Context.Out.WriteLine(JsonSerializer.Serialize(approval, ControlJson.Wire.ApprovalInfo));
                return ExitCode.Ok;
            }

            ApprovalText.Write(Context.Out, approval, Context.Time.GetUtcNow());
            if (approval.Arguments is { } arguments)
            {
                Context.Out.WriteLine($"  arguments {Escaping.Strict(arguments.GetRawText())}");
            }

            if (approval.Approvers is { Count: > 0 } approvers)
            {
                Context.Out.WriteLine($"  may be answered by {Escaping.Line(string.Join(", ", approvers))}");
            }

            return ExitCode.Ok;
        }
    }
}
