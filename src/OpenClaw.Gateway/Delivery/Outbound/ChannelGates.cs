namespace OpenClaw.Delivery.Outbound;

/// <summary>The gates of all channels, each made when its channel is first sent to. On the loop only.</summary>
internal sealed class ChannelGates(EventLoop loop, Backoff backoff)
{
    private readonly Dictionary<string, ChannelGate> _gates = [];

    public ChannelGate Of(string channel)
    {
        if (!_gates.TryGetValue(channel, out var gate))
        {
            _gates.Add(channel, gate = new ChannelGate(loop, backoff, channel));
        }
        return gate;
    }

    /// <summary>Null for a channel that nothing was sent to.</summary>
    public ChannelGate? Find(string channel) => _gates.GetValueOrDefault(channel);

    /// <summary>Forgets what was wrong with any of them.</summary>
    public void Reset()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Reset();
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    public void Close()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Close();
        }
    }
}
