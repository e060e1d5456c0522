using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary>Binds <c>[channels]</c>: a case for each channel there is.</summary>
internal static class ChannelsBinder
{
    public static ChannelsConfig Bind(TableReader root)
    {
        var channels = new ChannelsConfig();
        foreach (var table in root.NamedTables("channels", "a channel"))
        {
            channels = table.Name switch
            {
                "telegram" => channels with { Telegram = TelegramBinder.Bind(table) },
                "slack" => channels with { Slack = SlackBinder.Bind(table) },
                "webchat" => channels with { WebChat = WebChatBinder.Bind(table) },
                _ => Without(table, channels),
            };
        }
        return channels;
    }

    private static ChannelsConfig Without(TableReader table, ChannelsConfig others)
    {
        table.Refuse(
            Vocabulary.CheckChannel(table.Name)
                ?? $"the channel \"{table.Name}\" has no settings{(table.Name == "api" ? " here; they stand in [api]" : "")}"
        );
        return others;
    }
}
