using System.CommandLine;
using OpenClaw.Channels.Slack;
using OpenClaw.Cli.Commands.Common;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw slack manifest</c>: what makes an app of Slack. It needs no gateway.</summary>
internal sealed class SlackCommand : CommandBase
{
    public SlackCommand(CommandContext context, CommonOptions common)
        : base("slack", "What is needed to set up Slack.", "openclaw slack manifest") =>
        Subcommands.Add(new ManifestCommand(context, common));

    private sealed class ManifestCommand : CommandBase
    {
        public ManifestCommand(CommandContext context, CommonOptions common)
            : base(
                "manifest",
                "Print the manifest of the app, to paste at api.slack.com/apps.",
                "openclaw slack manifest",
                "openclaw slack manifest --name Claw2"
            )
        {
            var name = new Option<string>("--name")
            {
                Description = "What the app is called (Claw)",
                HelpName = "NAME",
                DefaultValueFactory = static _ => "Claw",
            };
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
            Options.Add(name);
            SetAction(parse => context.WriteText(parse.GetValue(common.Json), "manifest", SlackManifest.Yaml(parse.GetValue(name)!)));
        }
    }
}
