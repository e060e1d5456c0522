using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>The answers of chat commands showed a call as the model wrote it: a letter that turns the direction of writing, or an escape,
/// could hide what was approved.</summary>
public sealed class ShownApprovalTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData("/status")]
    [InlineData("/approve")]
    [InlineData("/deny")]
    public void ChatCommand_ShowsACallWithNothingHidden(string command)
    {
        _gateway["big"].Calls("exec", """{"command":"rm '\u202Egnp.exe' '\u001b[2Ka'"}""").Answers("done");
        _gateway.AskedBy(_gateway.Say("go"));

        var shown = Assert.IsType<TurnOutcome.Command>(_gateway.Say(command).Outcome).Reply;

        Assert.Contains("\\u{202E}gnp.exe", shown);
        Assert.Contains("\\x1B[2Ka", shown);
        Assert.DoesNotContain('\u202E', shown);
        Assert.DoesNotContain('\u001b', shown);
    }
}
