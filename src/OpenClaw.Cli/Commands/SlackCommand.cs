using OpenClaw.Channels.Slack;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw slack manifest</c>: what makes an app of Slack. It needs no gateway.</summary>
internal sealed class SlackCommand : CommandBase
{
    public SlackCommand(CommandContext context)
        : base(context, "slack", "What is needed to set up Slack.", "openclaw slack manifest")
    {
        var manifest = Verb(
            "manifest",
            "Print the manifest of the app, to paste at api.slack.com/apps.",
            "openclaw slack manifest",
            "openclaw slack manifest --name Claw2"
        );
        var name = manifest.Value<string>("--name", "NAME", "What the app is called (Claw)");
        name.DefaultValueFactory = static _ => "Claw";
        name.Validators.Add(static result =>
        {
            // It is written into YAML as it is.
            if (
                result.Tokens is [{ Value: var value }]
                && !(
                    value.Length is > 0 and <= 35
                    && value.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
                    && char.IsLetter(value[0])
                )
            )
            {
                result.AddError("--name takes up to 35 letters, digits and blanks, a letter first");
            }
        });
        manifest.SetAction(parse => context.WriteText(IsJson(parse), "manifest", SlackManifest.Yaml(parse.GetValue(name)!)));
    }
}
