using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary>Binds <c>[channels.telegram]</c>.</summary>
internal static class TelegramBinder
{
    private static readonly TelegramConfig s_defaults = new() { Token = new Secret("", null) };

    public static TelegramConfig Bind(TableReader table)
    {
        var token = table.Secret("token");
        table.Require("token", "{ env = \"TELEGRAM_TOKEN\" }");
        var api = new Uri(table.Text("api_url", s_defaults.ApiUrl.OriginalString, Urls.Check), UriKind.Absolute);
        return new TelegramConfig
        {
            Token = token ?? s_defaults.Token,
            ApiUrl = api,
            Webhook = Webhook(table.Table("webhook"), api),
            AllowFrom = table.Texts("allow_from", s_defaults.AllowFrom, CheckUser),
            Groups = [.. table.NamedTables("groups", "a group").Select(Group)],
            Stream = table.Choice("stream", s_defaults.Stream, ("off", TelegramStream.Off), ("edit", TelegramStream.Edit)),
            MaxFile = table.Size("max_file", s_defaults.MaxFile, 0, 2L << 30),
            PollTimeout = table.Duration("poll_timeout", s_defaults.PollTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)),
        };
    }

    private static TelegramWebhook? Webhook(TableReader table, Uri api)
    {
        var (written, secret) = (table.OptionalText("url", Urls.Check), table.Secret("secret"));
        if (!table.IsPresent)
        {
            return null;
        }
        table.Require("url", "\"https://claw.example.org/telegram\"");
        table.Require("secret", "{ credential = \"telegram_webhook\" }");
        if (
            secret?.Value is { } value
            && (
                value.Length is < Secret.ShortestShown or > 256
                || value.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            )
        )
        {
            table.Error(
                "secret",
                $"must be {Secret.ShortestShown} to 256 letters, digits, _ and -, which is what Telegram takes; make one: openssl rand -hex 24"
            );
        }
        if (written is null)
        {
            return null;
        }
        var url = new Uri(written, UriKind.Absolute);
        if (Complaint(url, isTelegrams: api.Host == s_defaults.ApiUrl.Host) is { } complaint)
        {
            table.Error("url", complaint);
        }
        return new TelegramWebhook(url, secret ?? s_defaults.Token);
    }

    private static string? Complaint(Uri url, bool isTelegrams) =>
        url switch
        {
            { AbsolutePath: "/" } => "needs a path of its own, such as https://claw.example.org/telegram",
            { AbsolutePath: var path }
                when path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/hooks/", StringComparison.Ordinal) =>
                $"has the path {path}, which is for other things of the web server",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } => "must end with its path; what shows that Telegram calls is the secret",
            { Scheme: not "https" } when isTelegrams =>
                "must begin with https: Telegram calls nothing else. A certificate stands in [web] tls, or a proxy ends TLS",
            { Port: not (443 or 80 or 88 or 8443) } when isTelegrams => "must have the port 443, 80, 88 or 8443: Telegram calls no other",
            _ => null,
        };

    private static TelegramGroup Group(TableReader table)
    {
        if (table.Name != "*" && !IsNumber(table.Name.TrimStart('-')))
        {
            table.Refuse(
                "is no chat id of Telegram: a group has a number such as \"-1001234567890\". The log shows it when somebody writes there"
            );
        }
        var allow = table.Texts("allow_from", [], CheckUser);
        return new TelegramGroup(table.Name, table.Flag("require_mention", true), table.Has("allow_from") ? allow : null);
    }

    private static string? CheckUser(string user) =>
        user == "*" || IsNumber(user)
            ? null
            : $"has \"{user}\", and must be user ids such as \"123456789\" (the log shows the id of who was refused), or \"*\" for everybody";

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
