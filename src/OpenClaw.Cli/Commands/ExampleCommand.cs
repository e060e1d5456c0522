using OpenClaw.Cli.Commands.Common;
using OpenClaw.Config.Loading;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw example</c>: the annotated configuration.</summary>
internal sealed class ExampleCommand : CommandBase
{
    public ExampleCommand(CommandContext context, CommonOptions common)
        : base(
            "example",
            "Print a configuration that works with a local Ollama, every setting shown and explained.",
            "openclaw example > openclaw.toml"
        ) => SetAction(parse => context.WriteText(parse.GetValue(common.Json), "toml", ExampleConfig.Text));
}
