using OpenClaw.Policy;

namespace OpenClaw.Cli.Commands.Init;

/// <summary>What was answered.</summary>
/// <param name="Users">Names of this machine's users.</param>
internal sealed record InitAnswers(Uri Url, string Model, int Context, string[] Users, string Zone)
{
    /// <summary>The configuration that says so. All that was typed, or told by a server, stands in it as a TOML string.</summary>
    public string Text()
    {
        var allow = Url.IsLoopback
            ? "allow = []                         # addresses, ranges and host names besides: [\"192.168.1.20\", \"*.home.lan\"]"
            : $"allow = [{Toml(Url.IdnHost)}]     # addresses, ranges and host names besides";
        return $"""
            # openclaw.toml: the whole behaviour of the gateway. `openclaw init` wrote it once; from now on it is yours, and no program writes it.
            #   openclaw check      is it right?
            #   openclaw reload     the running gateway takes over what you changed
            #   openclaw example    every setting there is, with its default: channels, policies, cron, budgets

            [agent]
            owners = [{List(Users.Select(static user => $"local:{user}"))}]    # who may approve what it asks, and give owner commands
            timezone = {Toml(Zone)}    # of cron jobs, budgets and all times that are shown

            [control]
            users = [{List(Users)}]    # who may talk to it from a shell, besides root and the user it runs as

            [network]
            local_only = true                  # it connects to this machine only, and to:
            {allow}

            [models.local]
            provider = "ollama"
            url = {Toml(Url.GetLeftPart(UriPartial.Path).TrimEnd('/'))}
            model = {Toml(Model)}    # another one: ollama pull NAME, write it here, openclaw reload
            context = {Context.ToString(CultureInfo.InvariantCulture)}                     # tokens it reads; more takes more memory
            keep_alive = "30m"                 # how long Ollama keeps it loaded; "forever" answers at once, "0s" frees the memory

            [chains.default]
            models = ["local"]                 # in the order they are tried; a second one answers when the first is down

            # What it may do is the built-in policy "guarded": it reads in its workspace (~/claw), and asks before it runs or writes anything.
            # `openclaw example` shows it written out.

            """;
    }

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Select(Toml));

    private static string Toml(string value) => SuggestionText.Toml(value);
}
