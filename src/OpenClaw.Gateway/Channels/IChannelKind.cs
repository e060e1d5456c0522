using OpenClaw.Config.Tables.Channels;
using OpenClaw.Foundation.Network;
using OpenClaw.Turns;

namespace OpenClaw.Channels;

/// <summary>A kind of channel: the name of its table in <c>[channels]</c>, how it is made, and whom it lets speak. All that is said of one
/// service stands in its folder; <c>Hosting/ChannelTable</c> lists the kinds.</summary>
internal interface IChannelKind
{
    /// <summary>The name in addresses and in <c>[channels.NAME]</c>.</summary>
    string Name { get; }

    /// <summary>Its settings; null where the configuration has none. Equal settings make the same channel.</summary>
    object? SettingsIn(ChannelsConfig channels);

    /// <param name="former">Settings of the channel whose place it takes; null when there is none.</param>
    IChannel Make(object settings, object? former, ChannelParts parts);

    /// <summary>Why a message is not heard, as the line of configuration that would let its sender in; null when it is.</summary>
    string? Refusal(object settings, InboundMessage message);
}

/// <inheritdoc cref="IChannelKind"/>
internal abstract class ChannelKind<TSettings>(string name) : IChannelKind
    where TSettings : class
{
    public string Name => name;

    protected abstract TSettings? In(ChannelsConfig channels);

    protected abstract IChannel Make(TSettings settings, TSettings? former, ChannelParts parts);

    protected abstract string? Refusal(TSettings settings, InboundMessage message);

    object? IChannelKind.SettingsIn(ChannelsConfig channels) => In(channels);

    IChannel IChannelKind.Make(object settings, object? former, ChannelParts parts) => Make((TSettings)settings, (TSettings?)former, parts);

    string? IChannelKind.Refusal(object settings, InboundMessage message) => Refusal((TSettings)settings, message);
}

/// <summary>What every channel is made of beside its settings.</summary>
internal sealed record ChannelParts(EventLoop Loop, Dialer Dialer, CursorStore Cursors, ChannelNeighbours Neighbours, ILogger Log);
