using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>A command of the chat that came and was not done before the gateway died was held for done: whoever said it again under its
/// identity was told nothing, and nothing happened.</summary>
public sealed class CommandsThatWereCutOff : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Command_CutOffBeforeItWasDone_IsDoneWhenItComesAgain()
    {
        _gateway["big"].Answers("hi").Answers("again");
        _gateway.Ask("hello");
        _gateway.Sql("create trigger cut before update on sessions begin select raise(abort, 'cut'); end");
        Assert.IsType<TurnOutcome.Failed>(_gateway.Say("/new", id: "c1").Outcome);
        _gateway.Sql("drop trigger cut");

        Assert.Equal("Started afresh.", Assert.IsType<TurnOutcome.Command>(_gateway.Say("/new", id: "c1").Outcome).Reply);
        _gateway.Ask("anybody here?");

        Assert.DoesNotContain(_gateway["big"].Requests[^1].Messages, static message => message.Text.Contains("hello"));
    }

    [Fact]
    public void Command_DoneBefore_IsNotDoneAgain()
    {
        _gateway["big"].Answers("hi").Answers("again");
        _gateway.Say("/new", id: "c1");
        _gateway.Ask("hello");

        Assert.IsType<TurnOutcome.Duplicate>(_gateway.Say("/new", id: "c1").Outcome);
        _gateway.Ask("anybody here?");

        Assert.Contains(_gateway["big"].Requests[^1].Messages, static message => message.Text.Contains("hello"));
    }
}
