using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary>Binds <c>[channels.webchat]</c>.</summary>
internal static class WebChatBinder
{
    public static WebChatConfig Bind(TableReader table)
    {
        var users = table.NamedTables("users", "a user").Select(User).ToList();
        table.Require("users", "{ pi = { token = { credential = \"web_token\" } } }");
        return new WebChatConfig { Users = [.. users] };
    }

    private static WebChatUser User(TableReader table)
    {
        var token = table.ShownSecret("token");
        table.Require("token", "{ credential = \"web_token\" }");
        if (!Vocabulary.IsPlainName(table.Name))
        {
            table.Refuse("is no name for a user of the page; use letters, digits and . _ -");
        }
        return new WebChatUser(table.Name, token ?? new Secret("", null));
    }
}
