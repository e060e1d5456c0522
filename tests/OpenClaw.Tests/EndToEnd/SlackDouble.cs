using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>
/// A workspace of Slack on loopback: the Web API over HTTP, and Socket Mode with hello, acknowledgements, redelivery of what was not
/// acknowledged, and disconnects (https://docs.slack.dev/apis/events-api/using-socket-mode).
/// </summary>
internal sealed class SlackDouble : IAsyncDisposable
{
    public const string AppToken = "xapp-1-secret-of-the-app";
    public const string BotToken = "xoxb-secret-of-the-bot";
    public const string Bot = "UBOT";

    private readonly RawServer _api;
    private readonly WebSocketServer _sockets;
    private readonly object _gate = new();
    private readonly SortedDictionary<int, (string Type, JsonObject Payload)> _unacknowledged = [];
    private readonly Dictionary<string, int> _envelopes = [];
    private readonly List<Connection> _connections = [];
    private readonly ConcurrentQueue<Func<RawReply?>> _troubles = new();
    private int _next;

    /// <summary>Microseconds. True time, roughly: what is old is not answered any more.</summary>
    private long _clock = DateTimeOffset.UtcNow.ToUnixTimeSeconds() * 1_000_000;

    public SlackDouble()
    {
        _api = new RawServer(Answer);
        _sockets = new WebSocketServer(ServeAsync);
    }

    public Uri Url => new(_api.Url, "api");

    public ConcurrentQueue<SlackSaid> Sent { get; } = new();

    /// <summary>Messages as they stand now, by their time.</summary>
    public ConcurrentDictionary<string, SlackSaid> Chats { get; } = new();

    /// <summary>Methods that were called, each with its arguments.</summary>
    public ConcurrentQueue<(string Method, JsonObject Arguments)> Calls { get; } = new();

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Files of other companies, by their ids.</summary>
    public ConcurrentDictionary<string, JsonObject> Shared { get; } = new();

    /// <summary>What people are called, by their ids.</summary>
    public ConcurrentDictionary<string, string> Names { get; } = new();

    /// <summary>What is said in place of a name.</summary>
    public RawReply? NamesTrouble { get; set; }

    /// <summary>Conversations that the bot is not in, and what Slack says of each.</summary>
    public ConcurrentDictionary<string, string> Elsewhere { get; } = new();

    /// <summary>What was put into acknowledgements.</summary>
    public ConcurrentQueue<string> Hints { get; } = new();

    public IEnumerable<string> Whispers =>
        Calls.Where(static call => call.Method == "chat.postEphemeral").Select(static call => (string)call.Arguments["text"]!);

    /// <summary>What the bot was granted.</summary>
    public string Scopes { get; set; } =
        "app_mentions:read,channels:history,groups:history,im:history,mpim:history,chat:write,commands,files:read,users:read";

    /// <summary>The bot of the app that the connection belongs to.</summary>
    public string AppsBot { get; set; } = Bot;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public int Opened { get; private set; }

    /// <summary>The most connections there were at one time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Connections open and say nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What apps.connections.open says instead of an address.</summary>
    public RawReply? OpenTrouble { get; set; }

    /// <summary>Leads connections to some other place.</summary>
    public string? OtherPlace { get; set; }

    public int Unacknowledged
    {
        get
        {
            lock (_gate)
            {
                return _unacknowledged.Count;
            }
        }
    }

    public bool IsAcknowledged(int envelope)
    {
        lock (_gate)
        {
            return envelope < _next && !_unacknowledged.ContainsKey(envelope);
        }
    }

    /// <summary>Somebody writes in a channel; "D7" is a direct message. Gives the number to ask <see cref="IsAcknowledged"/> for.</summary>
    public int Say(string text, string user = "U7", string channel = "D7", string? thread = null, JsonObject? more = null) =>
        Event(Message(text, user, channel, thread, more));

    /// <summary>A mention: Slack tells of it twice.</summary>
    public int Mention(string text, string user = "U7", string channel = "C1")
    {
        var message = Message($"<@{Bot}> {text}", user, channel, null, null);
        var mention = message.DeepClone().AsObject();
        mention["type"] = "app_mention";
        mention.Remove("channel_type");
        Event(message);
        return Event(mention);
    }

    public int Event(JsonObject happened) =>
        Tell(
            "events_api",
            new JsonObject
            {
                ["type"] = "event_callback",
                ["team_id"] = "T1",
                ["event"] = happened,
                ["authorizations"] = new JsonArray(new JsonObject { ["user_id"] = AppsBot, ["is_bot"] = true }),
            }
        );

    public int Command(string text, string user = "U7", string channel = "D7") =>
        Tell(
            "slash_commands",
            new JsonObject
            {
                ["command"] = "/claw",
                ["text"] = text,
                ["user_id"] = user,
                ["user_name"] = "ada",
                ["channel_id"] = channel,
                ["team_id"] = "T1",
                ["trigger_id"] = NewTs(),
            }
        );

    public int Press((string Action, string Value) button, string user = "U7", string channel = "D7") =>
        Tell(
            "interactive",
            new JsonObject
            {
                ["type"] = "block_actions",
                ["user"] = new JsonObject { ["id"] = user },
                ["container"] = new JsonObject { ["type"] = "message", ["channel_id"] = channel },
                ["actions"] = new JsonArray(new JsonObject { ["action_id"] = button.Action, ["value"] = button.Value }),
            }
        );

    /// <summary>Any envelope at all.</summary>
    public int Tell(string type, JsonObject payload)
    {
        lock (_gate)
        {
            var number = _next++;
            _unacknowledged.Add(number, (type, payload));
            if (_connections.LastOrDefault() is { } connection)
            {
                Deliver(connection, number);
            }
            return number;
        }
    }

    /// <summary>Asks for the next connection; this one goes on until it is there.</summary>
    public void Disconnect(string reason)
    {
        lock (_gate)
        {
            foreach (var connection in _connections)
            {
                connection.IsLeaving = true;
                connection.Out.Writer.TryWrite(new JsonObject { ["type"] = "disconnect", ["reason"] = reason }.ToJsonString());
            }
        }
    }

    /// <summary>Cuts all connections, as a network does.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            foreach (var connection in _connections)
            {
                connection.End.Cancel();
            }
        }
    }

    /// <summary>The next call of chat.postMessage or chat.update is answered so.</summary>
    public void Trouble(RawReply reply) => _troubles.Enqueue(() => reply);

    public void Trouble(string error, string? needed = null) => Trouble(Refusal(error, needed));

    /// <summary>The connection breaks after the message was taken.</summary>
    public void LosesTheNextAnswer() => _troubles.Enqueue(static () => null);

    public static RawReply Refusal(string error, string? needed = null) =>
        RawReply.Http(
            200,
            new JsonObject
            {
                ["ok"] = false,
                ["error"] = error,
                ["needed"] = needed,
            }.ToJsonString()
        );

    public Uri FileUrl(string name) => new(_api.Url, $"files/{name}");

    public string NewTs()
    {
        var now = Interlocked.Add(ref _clock, 100);
        return $"{now / 1_000_000}.{now % 1_000_000:000000}";
    }

    public async ValueTask DisposeAsync()
    {
        await _sockets.DisposeAsync();
        await _api.DisposeAsync();
    }

    private JsonObject Message(string text, string user, string channel, string? thread, JsonObject? more)
    {
        var message = new JsonObject
        {
            ["type"] = "message",
            ["channel"] = channel,
            ["channel_type"] = channel[0] == 'D' ? "im" : "channel",
            ["user"] = user,
            ["text"] = text,
            ["ts"] = NewTs(),
        };
        if (thread is not null)
        {
            message["thread_ts"] = thread;
        }
        foreach (var (name, value) in more ?? [])
        {
            message[name] = value?.DeepClone();
        }
        return message;
    }

    private async Task ServeAsync(WebSocket socket, string path, CancellationToken stop)
    {
        if (IsSilent)
        {
            lock (_gate)
            {
                Opened++;
            }
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }

        using var connection = new Connection(socket, stop);
        connection.Out.Writer.TryWrite("""{"type":"hello","num_connections":1}""");
        lock (_gate)
        {
            Opened++;
            _connections.Add(connection);
            MostAtOnce = Math.Max(MostAtOnce, _connections.Count);
            // Whatever nobody has acknowledged is told again.
            foreach (var number in _unacknowledged.Keys)
            {
                Deliver(connection, number);
            }
            foreach (var old in _connections.Where(static c => c.IsLeaving))
            {
                old.Out.Writer.TryComplete();
            }
        }

        var writing = connection.WriteAsync();
        try
        {
            await foreach (var text in connection.ReadAsync())
            {
                Acknowledge(JsonNode.Parse(text)!.AsObject());
            }
        }
        finally
        {
            lock (_gate)
            {
                _connections.Remove(connection);
            }
            connection.Out.Writer.TryComplete();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Deliver(Connection connection, int number)
    {
        var id = Guid.NewGuid().ToString();
        _envelopes[id] = number;
        var (type, payload) = _unacknowledged[number];
        connection.Out.Writer.TryWrite(
            new JsonObject
            {
                ["envelope_id"] = id,
                ["type"] = type,
                ["payload"] = payload.DeepClone(),
                ["accepts_response_payload"] = type == "slash_commands",
            }.ToJsonString()
        );
    }

    private void Acknowledge(JsonObject acknowledgement)
    {
        lock (_gate)
        {
            _unacknowledged.Remove(_envelopes[(string)acknowledgement["envelope_id"]!]);
        }
        if (acknowledgement["payload"] is { } payload)
        {
            Hints.Enqueue((string)payload["text"]!);
        }
    }

    private RawReply Answer(RawRequest request)
    {
        var token = request.Header("Authorization")?.Replace("Bearer ", "");
        if (request.Path.StartsWith("/files/", StringComparison.Ordinal))
        {
            return token == BotToken && Files.TryGetValue(request.Path["/files/".Length..], out var bytes)
                ? new RawReply(
                    [Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\n\r\n"), bytes],
                    RawEnd.KeepAlive
                )
                : RawReply.Http(200, "<html>Sign in</html>", "text/html");
        }

        var method = request.Path["/api/".Length..];
        if (token != (method == "apps.connections.open" ? AppToken : BotToken))
        {
            return Refusal("invalid_auth");
        }
        var arguments =
            request.Header("Content-Type") == "application/x-www-form-urlencoded"
                ? Form(request.Body)
                : JsonNode.Parse(request.Body)!.AsObject();
        Calls.Enqueue((method, arguments));
        return method switch
        {
            "auth.test" => Done(
                new JsonObject
                {
                    ["user_id"] = Bot,
                    ["team_id"] = "T1",
                    ["bot_id"] = "B1",
                    ["user"] = "claw",
                    ["team"] = "Den",
                },
                $"X-OAuth-Scopes: {Scopes}\r\nDate: {DateTimeOffset.UtcNow + Ahead:R}\r\n"
            ),
            "apps.connections.open" => OpenTrouble
                ?? Done(new JsonObject { ["url"] = OtherPlace ?? $"{_sockets.Url}link/?ticket=secret-ticket" }),
            "chat.postMessage" => Post(arguments, NewTs(), isNew: true),
            "chat.update" => Post(arguments, (string)arguments["ts"]!, isNew: false),
            "chat.postEphemeral" => Done([]),
            "files.info" => Shared.TryGetValue((string)arguments["file"]!, out var file)
                ? Done(new JsonObject { ["file"] = file.DeepClone() })
                : Refusal("file_not_found"),
            "users.info" when NamesTrouble is { } trouble => trouble,
            "users.info" => Names.TryGetValue((string)arguments["user"]!, out var name)
                ? Done(
                    new JsonObject
                    {
                        ["user"] = new JsonObject { ["name"] = "handle", ["real_name"] = name },
                    }
                )
                : Refusal("user_not_found"),
            "conversations.history" when Elsewhere.TryGetValue((string)arguments["channel"]!, out var why) => Refusal(why),
            "conversations.history" => Done(new JsonObject { ["messages"] = new JsonArray() }),
            _ => Refusal("unknown_method"),
        };
    }

    private RawReply Post(JsonObject arguments, string ts, bool isNew)
    {
        if (_troubles.TryDequeue(out var trouble) && trouble() is { } reply)
        {
            return reply;
        }
        var channel = (string)arguments["channel"]!;
        if (Elsewhere.TryGetValue(channel, out var why))
        {
            return Refusal(why);
        }
        // What is sent to a person stands in the channel of their direct messages, by whose name alone it is found again.
        if (isNew && channel[0] == 'U')
        {
            channel = $"D{channel[1..]}";
        }
        if (!isNew && channel[0] == 'U')
        {
            return Refusal("channel_not_found");
        }
        if (!isNew && !Chats.ContainsKey(ts))
        {
            return Refusal("message_not_found");
        }
        var blocks = arguments["blocks"]?.AsArray() ?? [];
        var said = new SlackSaid(channel, (string)arguments["text"]!, ts)
        {
            Thread = (string?)arguments["thread_ts"],
            Mrkdwn = (bool?)arguments["mrkdwn"] ?? true,
            Sections = [.. blocks.Where(static b => (string)b!["type"]! == "section").Select(static b => (string)b!["text"]!["text"]!)],
            Buttons =
            [
                .. blocks
                    .Where(static b => (string)b!["type"]! == "actions")
                    .SelectMany(static b => b!["elements"]!.AsArray())
                    .Select(static b => ((string)b!["action_id"]!, (string)b["value"]!)),
            ],
        };
        if (said.Text.Length == 0)
        {
            return Refusal("no_text");
        }
        if (said.Text.Length > (isNew ? 40_000 : 4000))
        {
            return Refusal("msg_too_long");
        }
        if (said.Sections.Any(static s => s.Length is 0 or > 3000))
        {
            return Refusal("invalid_blocks");
        }
        Chats[ts] = said;
        if (isNew)
        {
            Sent.Enqueue(said);
        }
        return trouble is not null ? new RawReply("", RawEnd.Reset) : Done(new JsonObject { ["ts"] = ts, ["channel"] = said.Channel });
    }

    private static JsonObject Form(string body) =>
        new(
            body.Split('&')
                .Select(static pair => pair.Split('='))
                .Select(static pair => KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), (JsonNode?)Uri.UnescapeDataString(pair[1])))
        );

    private static RawReply Done(JsonObject answer, string headers = "")
    {
        answer["ok"] = true;
        return RawReply.Http(200, answer.ToJsonString(), headers: headers);
    }

    /// <summary>One connection; what is written to <see cref="Out"/> goes out in order, and its end closes it.</summary>
    private sealed class Connection(WebSocket socket, CancellationToken stop) : IDisposable
    {
        public Channel<string> Out { get; } = Channel.CreateUnbounded<string>();

        public CancellationTokenSource End { get; } = CancellationTokenSource.CreateLinkedTokenSource(stop);

        public bool IsLeaving { get; set; }

        public async Task WriteAsync()
        {
            await foreach (var text in Out.Reader.ReadAllAsync(End.Token))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, End.Token);
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, End.Token);
        }

        public async IAsyncEnumerable<string> ReadAsync()
        {
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer, End.Token) is { MessageType: WebSocketMessageType.Text } part)
            {
                yield return Encoding.UTF8.GetString(buffer, 0, part.Count);
            }
        }

        public void Dispose() => End.Dispose();
    }
}
