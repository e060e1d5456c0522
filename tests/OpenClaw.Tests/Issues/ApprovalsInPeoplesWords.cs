using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>A notice said "Approved by telegram:123456789 at Sun 2026-11-22 16:59." to people who know each other by name.</summary>
public sealed class ApprovalsInPeoplesWords : IDisposable
{
    private readonly FakeChannel _telegram = new("telegram", TimeProvider.System);
    private readonly TestGateway _gateway;

    public ApprovalsInPeoplesWords()
    {
        _gateway = new TestGateway(TestGateway.DefaultConfig, _telegram);
        _gateway["big"].Calls("write", """{"path":"plan.txt","content":"x"}""").Answers("done");
    }

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Approval_DecidedTheSameDay_SaysWhoAndTheTime()
    {
        var id = _gateway.AskedBy(_gateway.Say(Chat("go")));
        _gateway.Until(() => _telegram.Attempts.Count == 1);
        var approved = _gateway.Say(Chat($"/approve {id}") with { Sender = new Sender("local", "pi", "Anna") });
        Assert.StartsWith($"{id} approved", ((OpenClaw.Turns.TurnOutcome.Command)approved.Outcome).Reply);
        _gateway.Until(() => _telegram.Tried.Any(static text => text.Contains("Approved by ")));

        Assert.Matches("\nApproved by Anna at \\d\\d:\\d\\d\\.$", _telegram.Tried.First(static text => text.Contains("Approved by ")));
        Assert.Matches("by Anna at \\d\\d:\\d\\d$", ((OpenClaw.Turns.TurnOutcome.Command)_gateway.Say(Chat($"/deny {id}")).Outcome).Reply);
        // The audit has the address.
        Assert.Contains(_gateway.Rows("select body from audit", static row => row.GetString(0)), static body => body.Contains("local:pi"));
    }

    private InboundMessage Chat(string text) => _gateway.Message(text) with { ReplyTo = new ReplyAddress("telegram", "", "7") };
}
