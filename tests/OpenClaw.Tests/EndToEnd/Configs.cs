namespace OpenClaw.Tests.EndToEnd;

/// <summary>The configurations of the end-to-end tests. <c>@FOLDER@</c> is the gateway's own folder.</summary>
internal static class Configs
{
    /// <summary>One chain of Ollama models in that order, under the built-in policy.</summary>
    public static string Ollama(params Uri[] models) => Chain("ollama", models);

    public static string OpenAi(params Uri[] models) => Chain("openai", [.. models.Select(model => new Uri(model, "/v1"))]);

    /// <summary>Ollama models under a policy that allows everything: for tests of what happens after the gate.</summary>
    public static string Trusting(params Uri[] models) => Ollama(models) + AllowsAll;

    public const string AllowsAll = """

        [policies.guarded]
        default = { "*" = "allow" }

        [[policies.guarded.rules]]
        name = "all commands"
        tools = ["exec"]
        commands = ["**"]
        action = "allow"

        """;

    /// <summary>The same for a model that says nothing. What is not about silence waits long: a server of the test's own may be slow when
    /// the machine is busy.</summary>
    public static string Impatient(params Uri[] models) => Chain("ollama", models, "5s");

    private static string Chain(string provider, Uri[] models, string firstToken = "5m")
    {
        var names = models.Select((_, i) => $"m{i + 1}").ToArray();
        var tables = models.Select(
            (url, i) =>
                $"""
                    [models.{names[i]}]
                    provider = "{provider}"
                    url = "{url.ToString().TrimEnd('/')}"
                    model = "m"

                    """
        );
        return $"""
            [agent]
            workspace = "@FOLDER@/workspace"

            {string.Concat(tables)}
            [chains.default]
            models = [{string.Join(", ", names.Select(name => $"\"{name}\""))}]
            connect_timeout = "1m"
            first_token_timeout = "{firstToken}"
            cooldown = "10m"

            """;
    }
}
