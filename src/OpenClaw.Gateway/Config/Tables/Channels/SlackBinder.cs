using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary>Binds <c>[channels.slack]</c>.</summary>
internal static class SlackBinder
{
    private static readonly SlackConfig s_defaults = new() { AppToken = new Secret("", null), BotToken = new Secret("", null) };

    public static SlackConfig Bind(TableReader table) =>
        new()
        {
            AppToken = Token(
                table,
                "app_token",
                "SLACK_APP_TOKEN",
                "xoxb-",
                "the bot's token. What opens connections begins with xapp- (Basic Information, App-Level Tokens)"
            ),
            BotToken = Token(
                table,
                "bot_token",
                "SLACK_BOT_TOKEN",
                "xapp-",
                "the app's token. What speaks begins with xoxb- (OAuth & Permissions)"
            ),
            ApiUrl = new Uri(table.Text("api_url", s_defaults.ApiUrl.OriginalString, Urls.Check), UriKind.Absolute),
            AllowFrom = table.Texts("allow_from", s_defaults.AllowFrom, CheckUser),
            Channels = [.. table.NamedTables("channels", "a channel of Slack").Select(Place)],
            MaxFile = table.Size("max_file", s_defaults.MaxFile, 0, 2L << 30),
        };

    /// <summary>People mix the two tokens up, and Slack's own words for that help nobody.</summary>
    private static Secret Token(TableReader table, string key, string variable, string others, string mistake)
    {
        var token = table.Secret(key);
        table.Require(key, $"{{ env = \"{variable}\" }}");
        if (token?.Value?.StartsWith(others, StringComparison.Ordinal) == true)
        {
            table.Error(key, $"holds {mistake}");
        }
        return token ?? s_defaults.AppToken;
    }

    private static SlackPlace Place(TableReader table)
    {
        if (table.Name != "*" && !IsId(table.Name, 'C', 'G'))
        {
            table.Refuse(
                "is no channel id of Slack: one looks like \"C0123456789\" and stands at the end of the channel's details. The log shows it when somebody writes there"
            );
        }
        var allow = table.Texts("allow_from", [], CheckUser);
        return new SlackPlace(table.Name, table.Flag("require_mention", true), table.Has("allow_from") ? allow : null);
    }

    private static string? CheckUser(string user) =>
        user == "*" || IsId(user, 'U', 'W')
            ? null
            : $"has \"{user}\", and must be member ids such as \"U0123456789\" (in a profile: Copy member ID; the log shows the id of who was refused), or \"*\" for everybody";

    private static bool IsId(string text, char first, char orFirst) =>
        text.Length > 1
        && (text[0] == first || text[0] == orFirst)
        && text.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
