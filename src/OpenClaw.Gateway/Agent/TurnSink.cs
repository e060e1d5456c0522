using OpenClaw.Models;
using OpenClaw.Turns;

namespace OpenClaw.Agent;

/// <summary>Shows a streaming reply to whoever watches the session, and keeps its words for the case that the turn is stopped before the
/// reply ends.</summary>
internal sealed class TurnSink(EventHub events, SessionKey session, TurnId turn, Action<ModelAttempt> failed) : IReplySink
{
    private readonly StringBuilder _said = new();

    /// <summary>The words that have come so far of the reply that is being written.</summary>
    public string Said => _said.ToString();

    /// <summary>The model that writes it.</summary>
    public string Model { get; private set; } = "";

    public void Asking(string model)
    {
        Model = model;
        Publish(new GatewayEvent.ModelAsked(model));
    }

    public void Text(string delta)
    {
        _said.Append(delta);
        events.Show(session, turn, new GatewayEvent.TextDelta(delta));
    }

    public void Thinking(string delta) => events.Show(session, turn, new GatewayEvent.ThinkingDelta(delta));

    public void WordsWereThought()
    {
        _said.Clear();
        events.Show(session, turn, new GatewayEvent.WordsWereThought());
    }

    public void Restarted(ModelAttempt because)
    {
        _said.Clear();
        failed(because);
        Publish(new GatewayEvent.ModelFailed(because.Model, because.Kind, because.Message));
    }

    private void Publish(GatewayEvent happened) => events.Publish(session, turn, happened);
}
