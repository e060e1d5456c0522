using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A message as the Bot API was asked to send it, or to change it.</summary>
internal sealed record SentText(string Chat, string Text, long Id)
{
    public string? ParseMode { get; init; }

    /// <summary>What a press of each button below it tells the bot.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];
}

/// <summary>
/// A Bot API on loopback with what telegram-test-api lacks: long polls with offsets that confirm, redelivery of what was not confirmed,
/// 401, 409, 429, markup that is refused, and the limit of 4,096 UTF-16 units (https://core.telegram.org/bots/api).
/// </summary>
internal sealed class TelegramDouble : IAsyncDisposable
{
    public const string Token = "42:secret-of-the-bot";

    private readonly RawServer _server;
    private readonly object _gate = new();
    private readonly SortedDictionary<long, JsonObject> _updates = [];
    private readonly ConcurrentQueue<Func<RawReply?>> _troubles = new();
    private TaskCompletionSource _news = NewSignal();
    private long _nextUpdate = 1000;
    private long _nextMessage = 1;
    private bool _closed;
    private readonly HttpClient _http = new() { Timeout = ControlSocket.Patience };
    private readonly Task _pushing;
    private (string Url, string Secret)? _webhook;
    private (string Words, long At)? _lastError;

    public TelegramDouble()
    {
        _server = new RawServer(AnswerAsync);
        _pushing = PushAsync();
    }

    public Uri Url => _server.Url;

    /// <summary>Another bot has another id; its updates and messages are counted from the same numbers.</summary>
    public long BotId { get; init; } = 42;

    public ConcurrentQueue<SentText> Sent { get; } = new();

    /// <summary>Messages as they stand now, by their number.</summary>
    public ConcurrentDictionary<long, SentText> Chats { get; } = new();

    /// <summary>Changes of messages, in their order.</summary>
    public ConcurrentQueue<SentText> Edits { get; } = new();

    /// <summary>Methods that were called, each with its arguments.</summary>
    public ConcurrentQueue<(string Method, JsonObject Arguments)> Calls { get; } = new();

    /// <summary>Files by their id.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Toasts that answered presses.</summary>
    public IEnumerable<string> Toasts =>
        Calls.Where(static call => call.Method == "answerCallbackQuery").Select(static call => (string)call.Arguments["text"]!);

    /// <summary>Offsets that getUpdates was called with, in their order.</summary>
    public ConcurrentQueue<long?> Offsets { get; } = new();

    /// <summary>Updates that polls were answered with, each time.</summary>
    public ConcurrentQueue<long> Polled { get; } = new();

    public int Unconfirmed
    {
        get
        {
            lock (_gate)
            {
                return _updates.Count;
            }
        }
    }

    /// <summary>Whether an update was acknowledged by a higher offset, so that it is never told again.</summary>
    public bool IsConfirmed(long update)
    {
        lock (_gate)
        {
            return update < _nextUpdate && !_updates.ContainsKey(update);
        }
    }

    /// <summary>Somebody writes to the bot. Gives the update's id.</summary>
    public long Say(string text, long from = 7, long? chat = null, string type = "private", JsonObject? more = null)
    {
        var message = new JsonObject
        {
            ["message_id"] = Interlocked.Increment(ref _nextMessage),
            ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["text"] = text,
            ["from"] = new JsonObject
            {
                ["id"] = from,
                ["is_bot"] = false,
                ["first_name"] = "Ada",
            },
            ["chat"] = new JsonObject { ["id"] = chat ?? from, ["type"] = type },
        };
        foreach (var (name, value) in more ?? [])
        {
            message[name] = value?.DeepClone();
        }
        foreach (var name in message.Where(static part => part.Value is null).Select(static part => part.Key).ToArray())
        {
            message.Remove(name);
        }
        return Update(new JsonObject { ["message"] = message });
    }

    /// <summary>Somebody sends a file, perhaps as a part of an album.</summary>
    public long Attach(string kind, JsonNode media, string? caption = null, string? album = null) =>
        Say(
            "",
            more: new JsonObject
            {
                ["text"] = null,
                [kind] = media,
                ["caption"] = caption,
                ["media_group_id"] = album,
            }
        );

    /// <summary>Somebody presses a button.</summary>
    public long Press(string data, long from = 7) =>
        Update(
            new JsonObject
            {
                ["callback_query"] = new JsonObject
                {
                    ["id"] = $"press{Interlocked.Increment(ref _nextMessage)}",
                    ["data"] = data,
                    ["from"] = new JsonObject
                    {
                        ["id"] = from,
                        ["is_bot"] = false,
                        ["first_name"] = "Ada",
                    },
                },
            }
        );

    /// <summary>Any update at all.</summary>
    public long Update(JsonObject update)
    {
        lock (_gate)
        {
            var id = _nextUpdate++;
            update["update_id"] = id;
            _updates.Add(id, update);
            TellPolls();
            return id;
        }
    }

    /// <summary>The next call of sendMessage is answered so; null breaks the connection after the message was taken.</summary>
    public void Trouble(int code, string description, int? retryAfter = null) =>
        _troubles.Enqueue(() => Refusal(code, description, retryAfter));

    public void LosesTheNextAnswer() => _troubles.Enqueue(static () => null);

    /// <summary>Something else is asked, which answers whatever it is asked.</summary>
    public bool IsNoBot { get; set; }

    /// <summary>A message that is older than two days stays.</summary>
    public bool RefusesToDelete { get; set; }

    /// <summary>A proxy answers in its place, with this status and a page.</summary>
    public int? PageStatus { get; set; }

    /// <summary>Polls are answered at once, like by a proxy that holds none open.</summary>
    public bool AnswersAtOnce { get; set; }

    /// <summary>Where somebody else had messages sent, who does not exist; empty for nowhere.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>Updates that were told to the webhook, each time, and what was answered; 0 for nothing.</summary>
    public ConcurrentQueue<(long Update, int Status)> Pushes { get; } = new();

    /// <summary>So many answers to come are lost: the update is told again.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>What getUpdates says instead of updates, while it is set.</summary>
    public (int Code, string Description)? PollTrouble { get; set; }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            TellPolls();
        }

        await _pushing;
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private async Task<RawReply> AnswerAsync(RawRequest request)
    {
        if (PageStatus is { } status)
        {
            return RawReply.Http(status, "<html>a page</html>", "text/html");
        }
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["file", var fileBot, .. var path] && fileBot == $"bot{Token}")
        {
            return Files.TryGetValue(string.Join('/', path), out var bytes) ? Bytes(bytes) : Refusal(404, "Not Found");
        }
        if (parts is not [var bot, var method] || bot != $"bot{Token}")
        {
            return Refusal(401, "Unauthorized");
        }
        var arguments = request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body)!.AsObject();
        if (method != "getUpdates")
        {
            Calls.Enqueue((method, arguments));
        }
        return method switch
        {
            "getMe" when IsNoBot => RawReply.Http(200, """{"ok":true,"result":[]}"""),
            "getMe" => Done(
                new JsonObject
                {
                    ["id"] = BotId,
                    ["is_bot"] = true,
                    ["first_name"] = "Claw",
                    ["username"] = "claw_bot",
                }
            ),
            "getUpdates" => await PollAsync(arguments),
            "sendMessage" => Send(arguments),
            "editMessageText" => Edit(arguments),
            "deleteMessage" when RefusesToDelete => Refusal(400, "Bad Request: message can't be deleted"),
            "deleteMessage" => Chats.TryRemove((long)arguments["message_id"]!, out _)
                ? Done(true)
                : Refusal(400, "Bad Request: message to delete not found"),
            "getFile" => (string)arguments["file_id"]! is var id && Files.ContainsKey(id)
                ? Done(new JsonObject { ["file_id"] = id, ["file_path"] = id })
                : Refusal(400, "Bad Request: invalid file_id"),
            "getWebhookInfo" => Done(WebhookInfo()),
            "setWebhook" => SetWebhook(((string)arguments["url"]!, (string)arguments["secret_token"]!)),
            "deleteWebhook" => SetWebhook(null),
            "sendChatAction" or "setMyCommands" or "answerCallbackQuery" => Done(true),
            _ => Refusal(404, "Not Found: method not found"),
        };
    }

    private async Task<RawReply> PollAsync(JsonObject arguments)
    {
        var offset = (long?)arguments["offset"];
        Offsets.Enqueue(offset);
        if (PollTrouble is { } trouble)
        {
            return Refusal(trouble.Code, trouble.Description);
        }
        lock (_gate)
        {
            if (_webhook is not null)
            {
                return Refusal(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
                );
            }
        }

        var over = AnswersAtOnce ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds((long?)arguments["timeout"] ?? 0));
        while (true)
        {
            Task news;
            lock (_gate)
            {
                // An offset confirms all updates below it: they are never told again.
                foreach (var id in _updates.Keys.Where(id => id < offset).ToArray())
                {
                    _updates.Remove(id);
                }
                if (_updates.Count > 0 || _closed || over.IsCompleted)
                {
                    foreach (var id in _updates.Keys.Take(100))
                    {
                        Polled.Enqueue(id);
                    }
                    return Done(new JsonArray([.. _updates.Values.Take(100).Select(static update => update.DeepClone())]));
                }

                news = _news.Task;
            }

            await Task.WhenAny(news, over);
        }
    }

    private RawReply SetWebhook((string, string)? webhook)
    {
        lock (_gate)
        {
            _webhook = webhook;
            Webhook = webhook?.Item1 ?? "";
            TellPolls();
            return Done(true);
        }
    }

    private JsonObject WebhookInfo()
    {
        lock (_gate)
        {
            var info = new JsonObject
            {
                ["url"] = Webhook,
                ["has_custom_certificate"] = false,
                ["pending_update_count"] = _updates.Count,
            };
            if (_lastError is { } error)
            {
                (info["last_error_message"], info["last_error_date"]) = (error.Words, error.At);
            }
            return info;
        }
    }

    /// <summary>Tells updates to the webhook, one after another in their order, each until it is answered with 2xx.</summary>
    private async Task PushAsync()
    {
        while (true)
        {
            Task news;
            (string Url, string Secret)? to;
            JsonObject? next;
            lock (_gate)
            {
                if (_closed)
                {
                    return;
                }
                (news, to, next) = (_news.Task, _webhook, _updates.Values.FirstOrDefault());
            }

            if (to is not { } webhook || next is null)
            {
                await news;
                continue;
            }

            var id = (long)next["update_id"]!;
            var (status, words) = await TellAsync(webhook, next.ToJsonString());
            Pushes.Enqueue((id, status));
            lock (_gate)
            {
                if (status is >= 200 and < 300 && AnswersToLose-- <= 0)
                {
                    _updates.Remove(id);
                }
                else if (status is < 200 or >= 300)
                {
                    _lastError = (words, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
                }
                AnswersToLose = Math.Max(AnswersToLose, 0);
                TellPolls();
            }

            // The service waits longer before it tells again.
            if (status is < 200 or >= 300)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private async Task<(int Status, string Words)> TellAsync((string Url, string Secret) webhook, string update)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new StringContent(update, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.Secret);
        try
        {
            using var response = await _http.SendAsync(request);
            return ((int)response.StatusCode, $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (HttpRequestException)
        {
            return (0, "Connection refused");
        }
    }

    /// <summary>Lets every poll look again.</summary>
    private void TellPolls()
    {
        _news.SetResult();
        _news = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RawReply Send(JsonObject arguments)
    {
        if (Wrong(arguments) is { } wrong)
        {
            return wrong;
        }
        if (_troubles.TryDequeue(out var trouble) && trouble() is { } refusal)
        {
            return refusal;
        }
        var sent = Read(arguments, Interlocked.Increment(ref _nextMessage));
        Sent.Enqueue(sent);
        Chats[sent.Id] = sent;
        return trouble is not null ? new RawReply("", RawEnd.Reset) : Done(new JsonObject { ["message_id"] = sent.Id });
    }

    private RawReply Edit(JsonObject arguments)
    {
        if (Wrong(arguments) is { } wrong)
        {
            return wrong;
        }
        var edited = Read(arguments, (long)arguments["message_id"]!);
        if (!Chats.TryGetValue(edited.Id, out var before))
        {
            return Refusal(400, "Bad Request: message to edit not found");
        }
        if (before.Text == edited.Text && before.Buttons.SequenceEqual(edited.Buttons))
        {
            return Refusal(400, "Bad Request: message is not modified");
        }
        Chats[edited.Id] = edited;
        Edits.Enqueue(edited);
        return Done(new JsonObject { ["message_id"] = edited.Id });
    }

    private static SentText Read(JsonObject arguments, long id) =>
        new(arguments["chat_id"]!.ToString(), (string)arguments["text"]!, id)
        {
            ParseMode = (string?)arguments["parse_mode"],
            Buttons = arguments["reply_markup"]?["inline_keyboard"] is JsonArray rows
                ? [.. rows.SelectMany(static row => row!.AsArray()).Select(static button => (string)button!["callback_data"]!)]
                : [],
        };

    private static RawReply? Wrong(JsonObject arguments)
    {
        var (text, isHtml) = ((string)arguments["text"]!, (string?)arguments["parse_mode"] == "HTML");
        if (isHtml && TelegramMarkup.Fault(text) is { } fault)
        {
            return Refusal(400, $"Bad Request: can't parse entities: {fault}");
        }
        var words = isHtml ? TelegramMarkup.Words(text) : text;
        return words.Length switch
        {
            0 => Refusal(400, "Bad Request: message text is empty"),
            > 4096 => Refusal(400, "Bad Request: message is too long"),
            _ => null,
        };
    }

    private static RawReply Bytes(byte[] bytes) =>
        new([System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\n\r\n"), bytes], RawEnd.KeepAlive);

    private static RawReply Done(JsonNode result) =>
        RawReply.Http(200, new JsonObject { ["ok"] = true, ["result"] = result }.ToJsonString());

    private static RawReply Refusal(int code, string description, int? retryAfter = null)
    {
        var answer = new JsonObject
        {
            ["ok"] = false,
            ["error_code"] = code,
            ["description"] = description,
        };
        if (retryAfter is { } seconds)
        {
            answer["parameters"] = new JsonObject { ["retry_after"] = seconds };
        }
        return RawReply.Http(code, answer.ToJsonString());
    }
}
