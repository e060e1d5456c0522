using OpenClaw.Delivery.Cutting;

namespace OpenClaw.Delivery.Outbound;

/// <summary>The channels of the configuration that messages can leave by. A reload makes another.</summary>
internal sealed class OutboundChannels(IReadOnlyList<IOutboundChannel> channels)
{
    /// <summary>For what is queued to a channel that is not there: short enough for any, should it come back.</summary>
    private static readonly TextLimit s_anyChannel = new(2000);

    private readonly IReadOnlyDictionary<string, IOutboundChannel> _byName = channels.ToDictionary(
        static c => c.Channel,
        StringComparer.Ordinal
    );

    public IEnumerable<string> Names => channels.Select(static c => c.Channel);

    public IOutboundChannel? Find(string name) => _byName.GetValueOrDefault(name);

    public bool TakesQuestion(string name, string text) => Find(name)?.TakesQuestion(text) ?? text.Length <= s_anyChannel.Length;

    public bool TakesForm(string name, string markdown) => Find(name)?.TakesForm(markdown) ?? true;

    public TextLimit LimitOf(string name) => Find(name)?.Limit ?? s_anyChannel;
}
