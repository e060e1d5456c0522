using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>Arguments that no tool can read ended the turn without a result for the call; the next turn ran it again, and so the
/// conversation was closed for good.</summary>
public sealed class PoisonCallTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData("write", """{"path":"\ud800","content":"x"}""")]
    [InlineData("write", """{"path":"notes/a","content":"\udc00"}""")]
    [InlineData("read", """{"\ud800":"notes/a"}""")]
    [InlineData("exec", """{"command":"echo \ud800"}""")]
    [InlineData("write", "[1]")]
    [InlineData("write", "null")]
    [InlineData("write", "{")]
    [InlineData("write", "")]
    [InlineData("write", "\"{}\"")]
    public void Call_WithUnreadableArguments_GetsItsResultAndTheConversationGoesOn(string tool, string arguments)
    {
        _gateway["big"].Calls(tool, arguments).Answers("sorry").Answers("well again");
        _gateway["small"].Answers("sorry").Answers("well again");

        var first = _gateway.Ask("go");
        var second = _gateway.Ask("and now?");

        Assert.Equal("sorry", first.Reply);
        Assert.True(second.Reply is "well again" or "sorry", second.Reply);
        var calls = _gateway.Transcript().OfType<Entry.Assistant>().Sum(static a => a.Calls?.Length ?? 0);
        Assert.Equal(calls, _gateway.Transcript().OfType<Entry.ToolResult>().Count());
    }

    [Fact]
    public void Call_NestedWithoutEnd_GetsItsResult()
    {
        _gateway["big"].Calls("write", $"{{\"path\":{new string('[', 5000)}{new string(']', 5000)}}}").Answers("sorry");
        _gateway["small"].Answers("sorry");

        Assert.Equal("sorry", _gateway.Ask("go").Reply);
    }
}
