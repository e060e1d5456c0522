using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Web;

/// <summary>Binds <c>[api]</c>.</summary>
internal static class ApiBinder
{
    private static readonly ApiConfig s_defaults = new();

    /// <summary>Null when the table is not there: then there is no such door.</summary>
    public static ApiConfig? Bind(TableReader table)
    {
        var api = new ApiConfig
        {
            Clients = [.. table.NamedTables("clients", "a client").Select(Client)],
            MaxBody = table.Size("max_body", s_defaults.MaxBody, 64 << 10, 64 << 20),
        };
        if (!table.IsPresent)
        {
            return null;
        }
        table.Require("clients", "{ editor = { token = { credential = \"editor_token\" } } }");
        return api;
    }

    private static ApiClient Client(TableReader table)
    {
        var token = table.ShownSecret("token");
        table.Require("token", "{ credential = \"editor_token\" }");
        if (!Vocabulary.IsPlainName(table.Name))
        {
            table.Refuse("is no name for a client; use letters, digits and . _ -");
        }
        return new ApiClient(
            table.Name,
            token ?? new Secret("", null),
            table.OptionalReference("policy", "policies"),
            table.OptionalReference("chain", "chains")
        );
    }
}
