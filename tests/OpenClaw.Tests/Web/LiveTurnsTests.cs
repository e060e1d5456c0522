using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Web.Page;

namespace OpenClaw.Tests.Web;

public class LiveTurnsTests
{
    private static readonly SessionKey s_here = new("webchat:pi/main");

    private readonly EventHub _events = new(NullLogger.Instance);
    private readonly LiveTurns _live = new(new FakeClock());

    public LiveTurnsTests() => _live.Follow(_events);

    private void Happens(GatewayEvent happened) =>
        _events.Publish(happened with { Session = happened.Session ?? s_here, Turn = new TurnId(7) });

    private string[] Missed =>
        [.. _live.Missed(key => key == s_here).Select(shape => $"{shape.Kind} {shape.Text}{shape.Display}".TrimEnd())];

    [Fact]
    public void Missed_OfATurnThatRuns_IsItsStepsAndItsWordsJoined()
    {
        Happens(new GatewayEvent.TurnStarted(null));
        for (var i = 0; i < 100; i++)
        {
            Happens(new GatewayEvent.TextDelta($"{i} "));
        }
        Happens(new GatewayEvent.ToolDecided("c1", "exec", "ls", "allow", "r"));
        Happens(new GatewayEvent.TextDelta("and "));
        Happens(new GatewayEvent.TextDelta("more"));

        var first = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i} ")).TrimEnd();
        Assert.Equal(["turn.started", $"turn.text {first}", "turn.tool ls", "turn.text and more"], Missed);
    }

    [Fact]
    public void Missed_OfATurnThatEndedOrIsAnothers_IsNothing()
    {
        Happens(new GatewayEvent.TurnStarted(null) { Session = new SessionKey("webchat:anna/main") });
        Assert.Empty(Missed);

        Happens(new GatewayEvent.TurnStarted(null));
        Happens(new GatewayEvent.TurnEnded("answered", "x", "m", TimeSpan.Zero));
        Assert.Empty(Missed);
    }

    [Fact]
    public void Missed_AfterAModelFailed_HasTheNextOnesWordsOnly()
    {
        Happens(new GatewayEvent.TurnStarted(null));
        Happens(new GatewayEvent.TextDelta("half a "));
        Happens(new GatewayEvent.ModelFailed("big", "timed_out", "no answer"));
        Happens(new GatewayEvent.TextDelta("whole"));

        Assert.Equal(["turn.started", "turn.restarted", "turn.text whole"], Missed);
    }

    [Fact]
    public void Missed_WordsThatWereAThought_AreNoWords()
    {
        Happens(new GatewayEvent.TurnStarted(null));
        Happens(new GatewayEvent.TextDelta("I should greet."));
        Happens(new GatewayEvent.WordsWereThought());
        Happens(new GatewayEvent.TextDelta("Hello!"));

        Assert.Equal(["turn.started", "turn.text Hello!"], Missed);
    }
}
