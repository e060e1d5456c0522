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
            if (table.Name == "telegram")
            {
                channels = channels with { Telegram = TelegramBinder.Bind(table) };
            }
            else if (table.Name == "slack")
            {
                channels = channels with { Slack = SlackBinder.Bind(table) };
            }
            else if (table.Name == "webchat")
            {
                channels = channels with { WebChat = WebChatBinder.Bind(table) };
            }
            else
            {
                table.Refuse(
                    Vocabulary.CheckChannel(table.Name)
                        ?? $"the channel \"{table.Name}\" has no settings{(table.Name == "api" ? " here; they stand in [api]" : "")}"
                );
            }
        }

        return channels;
    }
}
