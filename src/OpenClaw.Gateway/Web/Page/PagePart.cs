using System.Buffers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Control.Api;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Turns;

namespace OpenClaw.Web.Page;

/// <summary>
/// The page: its files, the way in, and the control API for whoever is in (docs of the wire: <c>Control/README.md</c>). Who he is says his
/// login (<see cref="LoginCookie"/>); what he may do, the same rights as at the terminal.
/// </summary>
internal sealed class PagePart(
    EventLoop loop,
    Current<GatewayConfig> config,
    ControlAnswers answers,
    Subscriptions subscriptions,
    PeerRights rights,
    EventHub events,
    TokenAttempts attempts,
    Attachments attachments
) : IWebPart
{
    /// <summary>Streams of one user. The oldest of more is closed: a page that was forgotten somewhere.</summary>
    private const int MostStreams = 16;

    /// <summary>Texts that are read in one request.</summary>
    private const int MostTexts = 1000;

    /// <summary>What a page may call. What concerns the machine (reload, backup, logs) is for the terminal.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [
        "send",
        "sessions.list",
        "sessions.show",
        "sessions.reset",
        "turn.stop",
        "approvals.list",
        "approvals.approve",
        "approvals.deny",
        "models.list",
        "status",
    ];

    private readonly PageLogins _logins = new(loop.Time, config, attempts);
    private readonly LiveTurns _live = new(loop.Time);
    private readonly List<(string User, EventStream Stream)> _streams = [];
    private WebChatConfig? _users;
    private long _lastLine;

    public IEnumerable<WebRoute> Routes(GatewayConfig config)
    {
        // Who listens has shown his cookie long ago: after a change of users or tokens he shows it again.
        if (!Equals(_users, config.Channels.WebChat))
        {
            CloseStreams();
        }
        _users = config.Channels.WebChat;
        if (_users is null)
        {
            return [];
        }
        _live.Follow(events);
        return
        [
            .. PageFiles.Routes,
            new WebRoute("POST", "/api/login", _logins.LogInAsync) { AsksForProof = true },
            new WebRoute("POST", "/api/logout", LogOutAsync),
            UserRoute("GET", "/api/me", MeAsync),
            UserRoute("POST", "/api/rpc", CallAsync),
            UserRoute("GET", "/api/events", StreamAsync),
            UserRoute("POST", "/api/files", attachments.TakeAsync),
            UserRoute("GET", "/api/file", attachments.GiveAsync),
            UserRoute("POST", "/api/markdown", MarkdownAsync),
        ];
    }

    /// <summary>Ends the streams, which would go on for ever.</summary>
    public void CloseStreams()
    {
        foreach (var (_, stream) in _streams.ToArray())
        {
            stream.Close();
        }
    }

    /// <summary>Takes the cookie back. What he listens with elsewhere is closed as well, and comes back with the cookie that it
    /// has.</summary>
    private Task LogOutAsync(HttpContext context)
    {
        if (_logins.UserOf(context) is { } user)
        {
            loop.Post(_ => _streams.FindAll(open => open.User == user.Name).ForEach(static open => open.Stream.Close()), null);
        }
        _logins.Forget(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Who he is. Renews the cookie: nothing else does, or an answer that is late could undo a logout.</summary>
    private async Task MeAsync(HttpContext context, ControlPeer peer)
    {
        _logins.Renew(context, peer.User);
        var user = new JsonObject
        {
            ["user"] = peer.User,
            ["sender"] = peer.Sender.Address,
            ["agent"] = config.Value.Agent.Name,
            ["home"] = rights.Home(peer).Value,
            ["owner"] = rights.IsTrusted(peer),
        };
        await context.JsonAsync(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(user.ToJsonString())).ConfigureAwait(false);
    }

    private async Task CallAsync(HttpContext context, ControlPeer peer)
    {
        var body = await JsonBody.BytesAsync(context).ConfigureAwait(false);
        if (JsonCharacters.Complaint(body) is { } half)
        {
            throw JsonBody.Bad(half);
        }

        ReadOnlyMemory<byte>? answer = null;
        try
        {
            var request = ControlRequest.Parse(new ReadOnlySequence<byte>(body));
            // How the whole gateway is, is not for its guests.
            if (request.Method == "status" && !rights.IsTrusted(peer))
            {
                answer = ControlWire.Error(
                    request.Id,
                    ControlErrors.NotAllowed,
                    $"{peer.Sender} is not an owner; only an owner may see the status"
                );
            }
            else
            {
                await answers
                    .AnswerAsync(request, peer, static () => false, line => answer = line, context.RequestAborted)
                    .ConfigureAwait(false);
            }
        }
        catch (MalformedRequestException e)
        {
            answer = ControlWire.Error(e.Id, e.Code, e.Message);
        }

        if (answer is { } line)
        {
            await context.JsonAsync(StatusCodes.Status200OK, line).ConfigureAwait(false);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task StreamAsync(HttpContext context, ControlPeer guest)
    {
        var stream = new EventStream(NextLine(), loop.Time);
        var peer = new ControlPeer(stream, guest.Sender);
        await loop.InvokeAsync(() =>
            {
                _streams.Add((peer.User, stream));
                if (_streams.Count(open => open.User == peer.User) > MostStreams)
                {
                    _streams.Find(open => open.User == peer.User).Stream.Close();
                }
                subscriptions.Open(peer, null, null);
                foreach (var missed in _live.Missed(key => rights.MayUse(peer, key)))
                {
                    peer.Notify(EventsApi.Event, missed);
                }
                return Task.FromResult(0);
            })
            .ConfigureAwait(false);
        try
        {
            await stream.RunAsync(context.Response, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            loop.Post(_ => _streams.RemoveAll(open => open.Stream == stream), null);
        }
    }

    /// <summary>Reads texts as Markdown and gives what is in them as nodes; the page makes elements of them, and of nothing else.</summary>
    private static async Task MarkdownAsync(HttpContext context, ControlPeer peer)
    {
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        if (
            body.ValueKind != JsonValueKind.Array
            || body.GetArrayLength() > MostTexts
            || body.EnumerateArray().Any(static text => text.ValueKind != JsonValueKind.String)
        )
        {
            throw new WebRefusal(StatusCodes.Status400BadRequest, $"this takes an array of at most {MostTexts} strings");
        }

        var texts = new JsonArray([.. body.EnumerateArray().Select(static text => MarkdownNodes.Of(text.GetString()!))]);
        await context.JsonAsync(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(texts.ToJsonString())).ConfigureAwait(false);
    }

    private WebRoute UserRoute(string method, string path, Func<HttpContext, ControlPeer, Task> answer) =>
        new(method, path, context => AsUserAsync(context, answer)) { AsksForProof = true };

    private Task AsUserAsync(HttpContext context, Func<HttpContext, ControlPeer, Task> answer) =>
        _logins.UserOf(context) is { } user
            ? answer(context, new ControlPeer(new NoLine(NextLine(), context.RequestAborted), new Sender("webchat", user.Name)))
            : throw new WebRefusal(StatusCodes.Status401Unauthorized, "log in first");

    private long NextLine() => -Interlocked.Increment(ref _lastLine);

    /// <summary>Of one who asks once: what would be told him beside the answer has nowhere to go.</summary>
    private sealed class NoLine(long id, CancellationToken closed) : IControlLine
    {
        public long Id => id;

        public CancellationToken Closed => closed;

        public void Enqueue(ReadOnlyMemory<byte> line) { }
    }
}
