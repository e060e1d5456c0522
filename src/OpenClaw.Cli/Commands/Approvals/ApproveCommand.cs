using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;

namespace OpenClaw.Cli.Commands.Approvals;

/// <summary><c>openclaw approve ID</c>: lets one asked call run, once. What is approved is the call that this command has printed, or the
/// one whose fingerprint it is given.</summary>
internal sealed class ApproveCommand : GatewayCommand
{
    private readonly Argument<string> _id;
    private readonly Argument<string?> _fingerprint = new("FINGERPRINT")
    {
        Description = "What `openclaw approvals` says the call was shown as; without, the call is printed first and that one is approved",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _option = new("--fingerprint") { Description = "The same as FINGERPRINT", HelpName = "TEXT" };
    private readonly Option<bool> _rule = new("--rule")
    {
        Description = "Print the TOML rule that would have allowed this call without asking",
    };

    public ApproveCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "approve",
            "Let a call that asked run, once. Look at it first: openclaw approvals.",
            "openclaw approve bako-42",
            "openclaw approve bako-42 3fa9c0d1e2b4   # only if it is the call that was listed with this fingerprint",
            "openclaw approve bako-42 --rule   # also prints the rule that would have allowed it, to paste into openclaw.toml"
        )
    {
        Arguments.Add(_id = ApprovalArgument.Argument(context, common));
        Arguments.Add(_fingerprint);
        Options.Add(_option);
        Options.Add(_rule);
        SetAction(Approve);
    }

    private int Approve(ParseResult parse)
    {
        var id = parse.GetValue(_id)!;
        var fingerprint = parse.GetValue(_fingerprint) ?? parse.GetValue(_option) ?? Look(parse, id);
        return Ask(
            parse,
            ApprovalsApi.Approve,
            new ApproveParams
            {
                Id = id,
                Fingerprint = fingerprint,
                Rule = parse.GetValue(_rule) ? true : null,
            },
            Show
        );
    }

    /// <summary>Prints the call whole. Not to stdout, which has the result.</summary>
    /// <returns>Null when nothing of that name waits; the gateway says why.</returns>
    private string? Look(ParseResult parse, string id)
    {
        using var client = Context.Connect(parse.GetValue(Common.Socket));
        var list = client.CallRaw(ApprovalsApi.List, new ApprovalsListParams()).Deserialize(ApprovalsApi.List.Result);
        if (list?.Approvals.FirstOrDefault(a => string.Equals(a.Id, id.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } approval)
        {
            return null;
        }
        ApprovalText.Write(Context.Error, approval, Context.Time.GetUtcNow());
        return approval.Fingerprint;
    }

    private int Show(ApproveResult result)
    {
        // With a rule to catch in a file, only the rule goes to stdout.
        var output = result.Suggestion is null ? Context.Out : Context.Error;
        output.WriteLine(
            $"approved {Escaping.Line(result.Approval.Id)}: {Escaping.Line(result.Approval.Tool)} {Escaping.Strict(result.Approval.Display)}"
        );
        if (result.Suggestion is { } suggestion)
        {
            Context.Out.WriteLine(Escaping.Block(suggestion).TrimEnd());
        }

        return ExitCode.Ok;
    }
}
