using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web.Api;

/// <summary>
/// <c>/v1</c>: the chains, for programs that speak the chat completions of OpenAI. Each request is a message like any other; who a client
/// is says its token. All it is told of what went wrong has OpenAI's shape.
/// </summary>
internal sealed class ApiPart(EventLoop loop, Current<GatewayConfig> config, ChatService chats, TokenAttempts attempts) : IWebPart
{
    private const string Models = "/v1/models";

    private readonly long _started = loop.Time.GetUtcNow().ToUnixTimeSeconds();

    public IEnumerable<WebRoute> Routes(GatewayConfig config) =>
        config.Api is null
            ? []
            :
            [
                Route("POST", "/v1/chat/completions", CompleteAsync),
                Route("GET", Models, (context, _) => context.JsonAsync(StatusCodes.Status200OK, ChatShapes.Models(Chains(), _started))),
                Route("GET", "/v1/*", OtherAsync),
                Route("POST", "/v1/*", OtherAsync),
            ];

    /// <summary>Ends the requests that are open.</summary>
    public void CloseRequests() => chats.Close();

    private WebRoute Route(string method, string path, Func<HttpContext, ApiClient, Task> answer) =>
        new(method, path, context => AsClientAsync(context, answer))
        {
            AsksForProof = true,
            Refuse = static (context, status, line) => RefuseAsync(context, ApiError.Of(status, line)),
        };

    private async Task AsClientAsync(HttpContext context, Func<HttpContext, ApiClient, Task> answer)
    {
        try
        {
            await answer(context, Admit(context)).ConfigureAwait(false);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, e.Error).ConfigureAwait(false);
        }
    }

    private ApiClient Admit(HttpContext context)
    {
        var current = config.Value;
        var caller = WebGuard.CallerOf(context, current.Web);
        var shown = WebAnswers.BearerOf(context.Request);
        // All of them, whichever it is: who is found first must not show in the time it takes.
        if ((current.Api?.Clients ?? []).Where(client => ShownToken.Equal(shown, client.Token.Value)).ToArray() is [var client, ..])
        {
            return client;
        }
        context.Response.Headers.WWWAuthenticate = "Bearer";
        // Nobody guesses with nothing; a program that was set up without its key must not lock out those beside it.
        if (shown.Length == 0)
        {
            throw new ApiException(
                ApiError.BadToken("no API key: the token of a client of [api.clients] is shown as Authorization: Bearer TOKEN")
            );
        }
        if (attempts.Wrong(caller) is { } pause)
        {
            throw new ApiException(ApiError.TooMany("too many wrong API keys", pause));
        }
        throw new ApiException(ApiError.BadToken("the API key is the token of no client of [api.clients]"));
    }

    private async Task CompleteAsync(HttpContext context, ApiClient client)
    {
        var limit = config.Value.Api?.MaxBody ?? Serving.WebListener.MaxBody;
        var body = await context.BodyAsync(limit).ConfigureAwait(false);
        var request = ChatRequestReader.Read(body, context.Request.Headers[ChatRequestReader.SessionHeader].ToString());
        var chain = request.Model ?? client.Chain ?? "default";
        if (!config.Value.Chains.ContainsKey(chain))
        {
            throw NoChain(chain);
        }
        var turn = await loop.InvokeAsync(() => chats.BeginAsync(client, request, chain)).ConfigureAwait(false);
        try
        {
            await new ChatAnswer(context, turn, request, chain, loop.Time).WriteAsync().ConfigureAwait(false);
        }
        finally
        {
            loop.Post(_ => chats.End(turn), null);
        }
    }

    private Task OtherAsync(HttpContext context, ApiClient client)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith($"{Models}/", StringComparison.Ordinal) && !HttpMethods.IsPost(context.Request.Method))
        {
            // The server leaves one escape as it is: a slash that belongs to a name.
            var chain = path[(Models.Length + 1)..].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            return config.Value.Chains.ContainsKey(chain)
                ? context.JsonAsync(StatusCodes.Status200OK, ChatShapes.Model(chain, _started))
                : throw NoChain(chain);
        }

        throw new ApiException(
            ApiError.NotFound(
                $"there is no {context.Request.Method} {Shown(path)} here; there is POST /v1/chat/completions and GET {Models}"
            )
        );
    }

    private static Task RefuseAsync(HttpContext context, ApiError error)
    {
        var headers = context.Response.Headers;
        if (error.RetryAfter is { } again)
        {
            headers.RetryAfter = Math.Ceiling(again.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        // The official clients ask this before they try again.
        if (error.IsFinal)
        {
            headers["x-should-retry"] = "false";
        }
        return context.JsonAsync(error.Status, ChatShapes.Error(error));
    }

    private ApiException NoChain(string chain)
    {
        var chains = Chains();
        return new ApiException(
            ApiError.NoModel(
                NearestName.Suggestion(chain, chains) is { Length: > 0 } suggestion
                    ? $"there is no model {Shown(chain)}.{suggestion}"
                    : $"there is no model {Shown(chain)}: a model is a chain of the gateway, and there is {string.Join(", ", chains)}"
            )
        );
    }

    private string[] Chains() =>
        ["default", .. config.Value.Chains.Keys.Where(static chain => chain != "default").Order(StringComparer.Ordinal)];

    private static string Shown(string text) => $"\"{Escaping.Line(text.Length <= 100 ? text : text[..100] + "...")}\"";
}
