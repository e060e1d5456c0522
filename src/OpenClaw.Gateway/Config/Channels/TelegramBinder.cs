using OpenClaw.Config.Reading;
using OpenClaw.Messages;

namespace OpenClaw.Config.Channels;

/// <summary>Binds <c>[channels.telegram]</c>.</summary>
internal static class TelegramBinder
{
    private static readonly TelegramConfig s_defaults = new() { Token = new Secret("", null) };

    public static TelegramConfig Bind(TableReader table)
    {
        var token = table.Secret("token");
        if (!table.Has("token"))
            table.Missing("token", "{ env = \"TELEGRAM_TOKEN\" }");
        return new TelegramConfig
        {
            Token = token ?? s_defaults.Token,
            ApiUrl = new Uri(table.Text("api_url", s_defaults.ApiUrl.OriginalString, Urls.Check), UriKind.Absolute),
            AllowFrom = table.Texts("allow_from", s_defaults.AllowFrom, CheckUser),
            Groups = [.. table.NamedTables("groups", "a group").Select(Group)],
            Stream = table.Choice("stream", s_defaults.Stream, ("off", TelegramStream.Off), ("edit", TelegramStream.Edit)),
            MaxFile = table.Size("max_file", s_defaults.MaxFile, 0, 2L << 30),
            PollTimeout = table.Duration("poll_timeout", s_defaults.PollTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)),
        };
    }

    private static TelegramGroup Group(TableReader table)
    {
        if (table.Name != "*" && !IsNumber(table.Name.TrimStart('-')))
            table.Refuse("is no chat id of Telegram: a group has a number such as \"-1001234567890\". The log shows it when somebody writes there");
        var allow = table.Texts("allow_from", [], CheckUser);
        return new TelegramGroup(table.Name, table.Flag("require_mention", true), table.Has("allow_from") ? allow : null);
    }

    private static string? CheckUser(string user) => user == "*" || IsNumber(user)
        ? null
        : $"has \"{user}\", and must be user ids such as \"123456789\" (the log shows the id of who was refused), or \"*\" for everybody";

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
