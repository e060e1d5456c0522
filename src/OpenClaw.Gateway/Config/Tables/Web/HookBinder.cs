using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Foundation.Text.Templates;

namespace OpenClaw.Config.Tables.Web;

/// <summary>Binds <c>[hooks.NAME]</c>.</summary>
internal static class HookBinder
{
    // What comes in is a stranger's: unless somebody says so it may look and do nothing.
    private static readonly HookConfig s_defaults = new()
    {
        Name = "",
        Prompt = "",
        Policy = BuiltInPolicies.ReadOnly,
        Chain = "default",
        Span = SourceSpan.BuiltIn,
    };

    /// <summary>Headers that show who the caller is. What a model reads, it may repeat.</summary>
    private static readonly string[] s_secretHeaders =
    [
        "authorization",
        "proxy-authorization",
        "cookie",
        "x-hub-signature",
        "x-hub-signature-256",
        "x-signature",
    ];

    public static HookConfig Bind(TableReader table)
    {
        if (!Vocabulary.IsPlainName(table.Name) || table.Name is "." or "..")
        {
            table.Refuse("is no name for a hook, which is a part of its address; use letters, digits and . _ -");
        }
        var hook = new HookConfig
        {
            Name = table.Name,
            Token = table.ShownSecret("token"),
            Secret = table.ShownSecret("secret"),
            Signature = table.Choice(
                "signature",
                s_defaults.Signature,
                ("github", HookSignatureKind.GitHub),
                ("generic", HookSignatureKind.Generic)
            ),
            Prompt = Prompt(table),
            Session = table.OptionalText("session", static name => Vocabulary.CheckSession(name, "a cron job", "the hook")),
            Policy = table.Reference("policy", "policies", s_defaults.Policy),
            Chain = table.Reference("chain", "chains", s_defaults.Chain),
            Deliver = table.TextOrFalse("deliver", Vocabulary.CheckAddress) is { } address ? ReplyAddress.Parse(address) : null,
            Workspace = table.OptionalPath("workspace"),
            Wait = table.Flag("wait", s_defaults.Wait),
            Timeout = table.Duration("timeout", s_defaults.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            MaxBody = table.Size("max_body", s_defaults.MaxBody, 1, 16 << 20),
            QueueLimit = table.Integer("queue_limit", s_defaults.QueueLimit, 1, 10_000),
            Budget = BudgetBinder.Bind(table.Table("budget")),
            Enabled = table.Flag("enabled", s_defaults.Enabled),
            Span = table.Span,
        };
        CheckSecrets(table);
        return hook;
    }

    /// <summary>Nobody sets off a turn without a secret.</summary>
    private static void CheckSecrets(TableReader table)
    {
        var (token, secret) = (table.Has("token"), table.Has("secret"));
        if (token && secret)
        {
            table.Error("secret", "cannot stand beside token; a caller shows a token, or he signs with a secret");
        }
        else if (!token && !secret)
        {
            table.Missing(
                "token",
                "{ credential = \"hook_token\" } (or secret = { credential = \"hook_secret\" } with signature = \"github\")"
            );
        }
        else if (token && table.Has("signature"))
        {
            table.Error("signature", "needs secret, which the signature is made with; a token is shown as it is");
        }
    }

    private static string Prompt(TableReader table)
    {
        var text = table.OptionalText("prompt", lines: true);
        if (text is null)
        {
            table.Require("prompt", "\"Say what is wrong: {{body}}\"");
            return "";
        }

        if (Template.TryParse(text, out var error) is not { } template)
        {
            table.ErrorWithin(
                "prompt",
                error!.Start,
                error.Length,
                $"{error.Message}; write a field of the body such as {{{{repository.name}}}}, {{{{body}}}} for all of it, or {{{{header.NAME}}}}"
            );
            return text;
        }

        foreach (var place in template.Places)
        {
            if (Complaint(place) is { } complaint)
            {
                table.ErrorWithin("prompt", place.Start, place.Length, complaint);
            }
        }

        return text;
    }

    private static string? Complaint(TemplatePart.Place place) =>
        place.Path switch
        {
            ["header"] => "has {{header}}; write which one, for example {{header.X-GitHub-Event}}",
            ["header", var name] when s_secretHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) =>
                $"has {{{{header.{name}}}}}, which shows who calls; a model could repeat it",
            ["header", _] => null,
            ["header", var name, ..] =>
                $"has more after {{{{header.{name}}}}}; a header has no fields. A field \"header\" of the body is {{{{body.header}}}}",
            _ => null,
        };
}
