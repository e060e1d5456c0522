using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Web;

/// <summary><c>[api]</c>: the door for programs that speak the chat completions of OpenAI.</summary>
internal sealed record ApiConfig
{
    /// <summary>Who may come in by it.</summary>
    public EquatableArray<ApiClient> Clients { get; init; } = [];

    /// <summary>The largest request: a client that keeps its own history sends all of it each time.</summary>
    public long MaxBody { get; init; } = 1 << 20;

    public ApiClient? Client(string name) => Clients.FirstOrDefault(client => client.Name == name);
}

/// <summary>One entry of <c>clients</c>.</summary>
/// <param name="Name">It is the sender <c>api:NAME</c>, and its conversations begin with <c>NAME/</c>.</param>
/// <param name="Token">What it shows as its API key.</param>
/// <param name="Policy">Null leaves it to the session rules.</param>
/// <param name="Chain">What answers where a request names no model; null leaves it to the session rules.</param>
internal sealed record ApiClient(string Name, Secret Token, string? Policy = null, string? Chain = null);
