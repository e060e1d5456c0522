using OpenClaw.Cli.Tui;
using OpenClaw.Control.Api;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>What a local model thinks aloud is seen in the terminal chat, whether its server keeps it apart or hands its tags
/// through.</summary>
public sealed class ThoughtsTests
{
    [Theory]
    [InlineData("The user greets me.", "Hello!")]
    [InlineData("", "<think>\nThe user greets me.\n</think>\n\nHello!")]
    public async Task ThoughtsOfALoopbackModel_AreShownAboveTheAnswer(string thinking, string text)
    {
        await using var server = new StrictOllama(_ => ModelTurn.Says(text) with { Thinking = thinking })
        {
            Models = [new("m") { Template = "{{ .Thinking }}" }],
        };
        using var gateway = new TestGateway(
            $$"""
            [agent]
            owners = ["local:pi"]
            workspace = "work"

            [models.small]
            provider = "ollama"
            url = "{{server.Url}}"
            model = "m"

            [chains.default]
            models = ["small"]

            [policies.guarded]
            default = { "*" = "deny" }
            """
        );
        gateway.Ask("hi");
        var chat = new ChatModel("local:main");

        foreach (var happened in gateway.Events)
        {
            chat.Handle(EventShapes.Of(happened, gateway.Clock.GetUtcNow()));
        }

        Assert.Equal(
            [BlockKind.User, BlockKind.Thinking, BlockKind.Assistant],
            chat.Blocks.Select(static b => b.Kind).Where(static k => k != BlockKind.Notice)
        );
        Assert.Equal("The user greets me.", chat.Blocks.First(static b => b.Kind == BlockKind.Thinking).Text.Trim());
    }
}
