using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Network;
using OpenClaw.Turns;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// A bot that is polled, or that is told of updates by a webhook. The offset that acknowledges updates is the one that was committed with
/// their messages, so an update is acknowledged when it is on the disk and not before. On the loop; bytes are the API's matter.
/// </summary>
internal sealed partial class TelegramChannel : IChannel, IWebhookReceiver
{
    /// <summary>What is asked for; every other kind of update stays away.</summary>
    private static readonly string[] s_updates = ["message", "edited_message", "callback_query"];

    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    private readonly EventLoop _loop;
    private readonly TelegramConfig _config;
    private readonly TelegramApi _api;
    private readonly TelegramPresses _presses;
    private readonly TelegramActivity _activity;
    private readonly TelegramHints _hints;
    private readonly CursorStore _cursors;
    private readonly ChannelNeighbours _neighbours;
    private readonly ChannelLife _life;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Intake? _intake;
    private IDisposable? _watching;
    private Task _listening = Task.CompletedTask;
    private TelegramBot? _bot;
    private long? _offset;

    public TelegramChannel(
        EventLoop loop,
        TelegramConfig config,
        Dialer dialer,
        CursorStore cursors,
        ChannelNeighbours neighbours,
        ILogger log
    )
    {
        _loop = loop;
        _config = config;
        _log = log;
        _cursors = cursors;
        _neighbours = neighbours;
        _api = new TelegramApi(config, dialer, loop.Time);
        Health = new ChannelHealth(TelegramReader.Channel, log);
        _life = new ChannelLife(loop, Health, TelegramReader.Channel, log);
        _presses = new TelegramPresses(loop, _api, neighbours.Approvals, neighbours.Names);
        _activity = new TelegramActivity(loop, _api, config.Stream == TelegramStream.Edit);
        _hints = new TelegramHints(loop, _api, config, log);
        Out = new TelegramSender(_api, _activity);
    }

    public ChannelHealth Health { get; }

    public IOutboundChannel Out { get; }

    public void Start(Intake intake)
    {
        _loop.VerifyAccess();
        _intake = intake;
        _watching = Watch();
        _listening = _life.KeepAsync(_config.Webhook is { } webhook ? ct => ReceiveAsync(webhook, ct) : PollAsync, _stop.Token);
        _loop.Track(_listening, "telegram");
    }

    public Task<IReadOnlyList<ChannelCheck>> CheckAsync(CancellationToken ct) => new TelegramDoctor(_api, _config).LookAsync(ct);

    /// <summary>Fetches a file of a chat: <c>getFile</c> says where it is, for an hour.</summary>
    public async Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct)
    {
        var largest = $"more than channels.telegram.max_file ({Sizes.Show(_config.MaxFile)})";
        if (file.Size > _config.MaxFile)
        {
            return $"it is {largest}";
        }
        var answer = await _api.CallAsync(
            "getFile",
            JsonSerializer.SerializeToUtf8Bytes(new GetFile(file.Reference), TelegramJson.Default.GetFile),
            s_margin,
            ct
        );
        return answer switch
        {
            TelegramAnswer.Done { Result: var found } => Shapes.Read(found, TelegramJson.Default.TelegramFile)?.FilePath is { } path
                ? await _api.DownloadAsync(path, _config.MaxFile, largest, take, ct)
                : "Telegram does not say where it is",
            TelegramAnswer.Refused refused => $"Telegram says: {refused.Reason}",
            TelegramAnswer.Later later => later.Reason,
            TelegramAnswer.NotSent notSent => notSent.Reason,
            TelegramAnswer.Lost lost => lost.Reason,
            _ => throw new InvalidOperationException($"no words for {answer.GetType().Name}"),
        };
    }

    /// <summary>Hears nothing any more. What waits to be sent can still go out.</summary>
    public async Task StopListeningAsync()
    {
        await _stop.CancelAsync();
        await _listening.Settled();
    }

    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync();
        _watching?.Dispose();
        await _activity.StopAsync();
        _api.Dispose();
        _stop.Dispose();
    }

    /// <summary>Asks which bot this is. Null when a person has to look first.</summary>
    private async Task<TelegramBot?> MeetAsync(CancellationToken ct)
    {
        while (true)
        {
            var answer = await _api.CallAsync("getMe", "{}"u8.ToArray(), s_margin, ct);
            if (answer is TelegramAnswer.Done { Result: var me })
            {
                if (Shapes.Read(me, TelegramJson.Default.TelegramBot) is { } bot)
                {
                    _loop.Track(_api.CallAsync("setMyCommands", Menu(), s_margin, ct), "telegram menu");
                    return bot;
                }

                Health.Failing($"{_config.ApiUrl.Host} does not say which bot this is");
                await _life.PauseAsync(ct);
            }
            else if (!await IsTriedAgainAsync(answer, ct))
            {
                return null;
            }
        }
    }

    /// <summary>How far this bot was read: the committed offset, or after a time with a webhook its address.</summary>
    private async Task RecallAsync(TelegramBot bot)
    {
        // Begun again after something broke, it knows.
        if (_offset is not null)
        {
            return;
        }
        var cursor = await _cursors.FindAsync(TelegramReader.Channel, TelegramReader.Account(bot));
        _offset = long.TryParse(cursor, NumberStyles.Integer, CultureInfo.InvariantCulture, out var known) ? known : null;
        if (_offset is null)
        {
            Former ??= cursor;
        }
    }

    /// <summary>After an answer that is none: says what is wrong and pauses. False when only a person can mend it.</summary>
    private async Task<bool> IsTriedAgainAsync(TelegramAnswer answer, CancellationToken ct)
    {
        switch (answer)
        {
            case TelegramAnswer.Refused { Code: 401 or 404 }:
                Health.Stopped("Telegram does not know the token; set the right one (channels.telegram.token) and reload");
                return false;
            case TelegramAnswer.Refused { Code: 409 } conflict:
                Health.Failing(
                    $"somebody else reads this bot's messages ({conflict.Reason}); stop the other program, or remove its webhook"
                );
                _life.Asked(ChannelLife.LongestPause);
                break;
            case TelegramAnswer.Refused refused:
                Health.Failing(refused.Reason);
                if (refused.RetryAfter is { } after)
                {
                    _life.Asked(after);
                }
                break;
            case TelegramAnswer.Later later:
                Health.Failing(later.Reason);
                if (later.After is { } until)
                {
                    _life.Asked(until);
                }
                break;
            case TelegramAnswer.NotSent { Reason: var reason }:
                Health.Failing(reason);
                break;
            case TelegramAnswer.Lost { Reason: var reason }:
                Health.Failing(reason);
                break;
        }

        await _life.PauseAsync(ct);
        return true;
    }

    /// <summary>Hands over what came, in its order. False at a message that could not be written: the offset stays before it, and it is
    /// asked for again.</summary>
    private async Task<bool> TakeAsync(IReadOnlyList<Came> came, TelegramBot bot)
    {
        for (var i = 0; i < came.Count; i++)
        {
            var (update, more) = (came[i].Update, AlbumBehind(came, i));
            i += more.Length;
            switch (update)
            {
                case { CallbackQuery: { } press }:
                    if (!await _presses.TakeAsync(press))
                    {
                        return false;
                    }
                    break;
                case not null when TelegramReader.Read(update, bot, _config, more) is { } message:
                    var accepted = await _intake!.AcceptAsync(
                        message,
                        _config.Webhook?.Url.AbsoluteUri ?? (came[i].Id + 1).ToString(CultureInfo.InvariantCulture)
                    );
                    if (accepted.Outcome is TurnOutcome.Failed)
                    {
                        return false;
                    }
                    break;
                case not null when TelegramReader.Unnamed(update, bot, _config) is { } chat:
                    _hints.TellUnnamed(chat);
                    break;
                case not null when TelegramReader.Move(update) is { } move:
                    _hints.TellMoved(move.From, move.To);
                    break;
                case null:
                    ChannelLog.Unreadable(_log, TelegramReader.Channel, $"update {came[i].Id}");
                    break;
                default:
                    ChannelLog.Skipped(_log, TelegramReader.Channel, came[i].Id);
                    break;
            }

            _offset = came[i].Id + 1;
        }

        return true;
    }

    private static TelegramUpdate[] AlbumBehind(IReadOnlyList<Came> came, int at) =>
        [
            .. came.Skip(at + 1)
                .TakeWhile(next => TelegramReader.AreOfOneAlbum(came[at].Update, next.Update))
                .Select(static next => next.Update!),
        ];

    private static Came[] Read(IEnumerable<JsonElement> updates) =>
        [
            .. updates
                .Where(static json => IdOf(json) is not null)
                .Select(static json => new Came(IdOf(json)!.Value, Shapes.Read(json, TelegramJson.Default.TelegramUpdate))),
        ];

    private static long? IdOf(JsonElement update) =>
        update.ValueKind == JsonValueKind.Object
        && update.TryGetProperty("update_id", out var number)
        && number.ValueKind == JsonValueKind.Number
        && number.TryGetInt64(out var id)
            ? id
            : null;

    /// <summary>Words as they come are told only where somebody counts as watching.</summary>
    private IDisposable? Watch()
    {
        if (_config.Stream == TelegramStream.Edit)
        {
            return _neighbours.Events.Subscribe(_activity.Handle);
        }
        return _neighbours.Events.Observe(_activity.Handle);
    }

    private byte[] Menu() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new SetMyCommands([.. _neighbours.Menu.Select(static line => new BotCommand(line.Command, line.Help))]),
            TelegramJson.Default.SetMyCommands
        );

    /// <summary>An update; null when it cannot be read.</summary>
    private readonly record struct Came(long Id, TelegramUpdate? Update);
}
