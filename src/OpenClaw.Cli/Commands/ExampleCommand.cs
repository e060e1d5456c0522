using OpenClaw.Config.Loading;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw example</c>: the annotated configuration.</summary>
internal sealed class ExampleCommand : CommandBase
{
    public ExampleCommand(CommandContext context)
        : base(
            context,
            "example",
            "Print a configuration that works with a local Ollama, every setting shown and explained.",
            "openclaw example > openclaw.toml"
        ) => SetAction(parse => context.WriteText(IsJson(parse), "toml", ExampleConfig.Text));
}
