using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A message as the Bot API was asked to send it.</summary>
internal sealed record SentText(string Chat, string Text, long Id);

/// <summary>
/// A Bot API on loopback with what telegram-test-api lacks: long polls with offsets that confirm, redelivery of what was not confirmed, 401, 409, 429 and the
/// limit of 4,096 UTF-16 units (https://core.telegram.org/bots/api).
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

    public TelegramDouble() => _server = new RawServer(AnswerAsync);

    public Uri Url => _server.Url;

    public ConcurrentQueue<SentText> Sent { get; } = new();

    /// <summary>Offsets that getUpdates was called with, in their order.</summary>
    public ConcurrentQueue<long?> Offsets { get; } = new();

    public int Unconfirmed
    {
        get
        {
            lock (_gate) return _updates.Count;
        }
    }

    /// <summary>Whether an update was acknowledged by a higher offset, so that it is never told again.</summary>
    public bool IsConfirmed(long update)
    {
        lock (_gate) return update < _nextUpdate && !_updates.ContainsKey(update);
    }

    /// <summary>Somebody writes to the bot. Gives the update's id.</summary>
    public long Say(string text, long from = 7, long? chat = null, string type = "private", JsonObject? more = null)
    {
        var message = new JsonObject
        {
            ["message_id"] = Interlocked.Increment(ref _nextMessage), ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), ["text"] = text,
            ["from"] = new JsonObject { ["id"] = from, ["is_bot"] = false, ["first_name"] = "Ada" },
            ["chat"] = new JsonObject { ["id"] = chat ?? from, ["type"] = type },
        };
        foreach (var (name, value) in more ?? []) message[name] = value?.DeepClone();
        return Update(new JsonObject { ["message"] = message });
    }

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
    public void Trouble(int code, string description, int? retryAfter = null) => _troubles.Enqueue(() => Refusal(code, description, retryAfter));

    public void LosesTheNextAnswer() => _troubles.Enqueue(static () => null);

    /// <summary>What getUpdates says instead of updates, while it is set.</summary>
    public (int Code, string Description)? PollTrouble { get; set; }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            TellPolls();
        }

        return _server.DisposeAsync();
    }

    private async Task<RawReply> AnswerAsync(RawRequest request)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var bot, var method] || bot != $"bot{Token}") return Refusal(401, "Unauthorized");
        var arguments = request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body)!.AsObject();
        return method switch
        {
            "getMe" => Done(new JsonObject { ["id"] = 42, ["is_bot"] = true, ["first_name"] = "Claw", ["username"] = "claw_bot" }),
            "getUpdates" => await PollAsync(arguments),
            "sendMessage" => Send(arguments),
            _ => Refusal(404, "Not Found: method not found"),
        };
    }

    private async Task<RawReply> PollAsync(JsonObject arguments)
    {
        var offset = (long?)arguments["offset"];
        Offsets.Enqueue(offset);
        if (PollTrouble is { } trouble) return Refusal(trouble.Code, trouble.Description);
        var over = Task.Delay(TimeSpan.FromSeconds((long?)arguments["timeout"] ?? 0));
        while (true)
        {
            Task news;
            lock (_gate)
            {
                // An offset confirms all updates below it: they are never told again.
                foreach (var id in _updates.Keys.Where(id => id < offset).ToArray()) _updates.Remove(id);
                if (_updates.Count > 0 || _closed || over.IsCompleted) return Done(new JsonArray([.. _updates.Values.Take(100).Select(static update => update.DeepClone())]));
                news = _news.Task;
            }

            await Task.WhenAny(news, over);
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
        var text = (string)arguments["text"]!;
        if (text.Length is 0 or > 4096) return Refusal(400, "Bad Request: message is too long");
        if (_troubles.TryDequeue(out var trouble) && trouble() is { } refusal) return refusal;
        var sent = new SentText(arguments["chat_id"]!.ToString(), text, Interlocked.Increment(ref _nextMessage));
        Sent.Enqueue(sent);
        return trouble is not null ? new RawReply("", RawEnd.Reset) : Done(new JsonObject { ["message_id"] = sent.Id });
    }

    private static RawReply Done(JsonNode result) => RawReply.Http(200, new JsonObject { ["ok"] = true, ["result"] = result }.ToJsonString());

    private static RawReply Refusal(int code, string description, int? retryAfter = null)
    {
        var answer = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        if (retryAfter is { } seconds) answer["parameters"] = new JsonObject { ["retry_after"] = seconds };
        return RawReply.Http(code, answer.ToJsonString());
    }
}
