using OpenClaw.Messages;
using OpenClaw.Models;
using OpenClaw.Pipeline;

namespace OpenClaw.Agent;

/// <summary>Shows a streaming reply to whoever watches the session.</summary>
internal sealed class TurnSink(EventHub events, SessionKey session, TurnId turn) : IReplySink
{
    public void Asking(string model) => Publish(new GatewayEvent.ModelAsked(model));

    public void Text(string delta)
    {
        if (events.IsWatched) Publish(new GatewayEvent.TextDelta(delta));
    }

    public void Thinking(string delta)
    {
        if (events.IsWatched) Publish(new GatewayEvent.ThinkingDelta(delta));
    }

    public void WordsWereThought()
    {
        if (events.IsWatched) Publish(new GatewayEvent.WordsWereThought());
    }

    public void Restarted(ModelAttempt because) => Publish(new GatewayEvent.ModelFailed(because.Model, because.Kind, because.Message));

    private void Publish(GatewayEvent happened) => events.Publish(happened with { Session = session, Turn = turn });
}
