using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Turns;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// A bot that is polled, or that is told of updates by a webhook. The offset that acknowledges updates is the one that was committed with
/// their messages, so an update is acknowledged when it is on the disk and not before. On the loop; bytes are the API's matter.
/// </summary>
internal sealed partial class TelegramChannel : ServiceChannel, IWebhookReceiver
{
    /// <summary>What is asked for; every other kind of update stays away.</summary>
    private static readonly string[] s_updates = ["message", "edited_message", "callback_query"];

    private readonly TelegramConfig _config;
    private readonly TelegramApi _api;
    private readonly TelegramPresses _presses;
    private readonly TelegramActivity _activity;
    private readonly TelegramHints _hints;
    private IDisposable? _watching;
    private TelegramBot? _bot;
    private long? _offset;

    public TelegramChannel(TelegramConfig config, ChannelParts parts)
        : base(TelegramReader.Channel, parts)
    {
        _config = config;
        _api = new TelegramApi(config, parts.Dialer, Loop.Time);
        _presses = new TelegramPresses(Loop, _api, parts.Neighbours.Approvals, parts.Neighbours.Names);
        _activity = new TelegramActivity(Loop, _api, config.Stream == TelegramStream.Edit);
        _hints = new TelegramHints(Loop, _api, config, parts.Log);
        Out = new TelegramSender(_api, _activity);
    }

    public override IOutboundChannel Out { get; }

    public override void Start(Intake intake)
    {
        _watching = Watch();
        base.Start(intake);
    }

    public override Task<IReadOnlyList<ChannelCheck>> CheckAsync(CancellationToken ct) => new TelegramDoctor(_api, _config).LookAsync(ct);

    /// <summary>Fetches a file of a chat: <c>getFile</c> says where it is, for an hour.</summary>
    public override async Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct)
    {
        var largest = $"more than channels.telegram.max_file ({Sizes.Show(_config.MaxFile)})";
        if (file.Size > _config.MaxFile)
        {
            return $"it is {largest}";
        }
        return await _api.CallAsync("getFile", new GetFile(file.Reference), TelegramJson.Default.GetFile, Patience, ct) switch
        {
            ChannelAnswer.Done { Result: var found } => Shapes.Read(found, TelegramJson.Default.TelegramFile)?.FilePath is { } path
                ? await _api.DownloadAsync(path, new FileTarget(_config.MaxFile, largest, take), ct)
                : "Telegram does not say where it is",
            ChannelAnswer.Refused refused => $"Telegram says: {refused.Reason}",
            ChannelAnswer.NotDone notDone => notDone.Reason,
            var other => throw new InvalidOperationException($"no words for {other.GetType().Name}"),
        };
    }

    protected override Task ListenAsync(CancellationToken ct) => _config.Webhook is { } webhook ? ReceiveAsync(webhook, ct) : PollAsync(ct);

    protected override async Task CloseAsync()
    {
        _watching?.Dispose();
        await _activity.StopAsync();
        _api.Dispose();
    }

    /// <summary>Asks which bot this is. Null when a person has to look first.</summary>
    private async Task<TelegramBot?> MeetAsync(CancellationToken ct)
    {
        while (true)
        {
            var answer = await _api.CallAsync("getMe", Patience, ct);
            if (answer is ChannelAnswer.Done { Result: var me })
            {
                if (Shapes.Read(me, TelegramJson.Default.TelegramBot) is { } bot)
                {
                    var menu = new SetMyCommands([.. Parts.Neighbours.Menu.Select(static line => new BotCommand(line.Command, line.Help))]);
                    Loop.Track(_api.CallAsync("setMyCommands", menu, TelegramJson.Default.SetMyCommands, Patience, ct), "telegram menu");
                    return bot;
                }

                Health.Failing($"{_config.ApiUrl.Host} does not say which bot this is");
                await Life.PauseAsync(ct);
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
        var cursor = await Parts.Cursors.FindAsync(TelegramReader.Channel, TelegramReader.Account(bot));
        _offset = long.TryParse(cursor, NumberStyles.Integer, CultureInfo.InvariantCulture, out var known) ? known : null;
        if (_offset is null)
        {
            Former ??= cursor;
        }
    }

    /// <summary>After an answer that is none: says what is wrong and pauses. False when only a person can mend it.</summary>
    private async Task<bool> IsTriedAgainAsync(ChannelAnswer answer, CancellationToken ct)
    {
        switch (answer)
        {
            case TelegramRefusal { Code: 401 or 404 }:
                Health.Stopped("Telegram does not know the token; set the right one (channels.telegram.token) and reload");
                return false;
            case TelegramRefusal { Code: 409 } conflict:
                Health.Failing(
                    $"somebody else reads this bot's messages ({conflict.Reason}); stop the other program, or remove its webhook"
                );
                Life.Asked(ChannelLife.LongestPause);
                break;
            case ChannelAnswer.NotDone notDone:
                Life.Failed(notDone);
                break;
        }

        await Life.PauseAsync(ct);
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
                    var accepted = await Intake.AcceptAsync(
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
                    ChannelLog.Unreadable(Parts.Log, TelegramReader.Channel, $"update {came[i].Id}");
                    break;
                default:
                    ChannelLog.Skipped(Parts.Log, TelegramReader.Channel, came[i].Id);
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
                .Where(static json => Shapes.Number(json, "update_id") is not null)
                .Select(static json => new Came(
                    Shapes.Number(json, "update_id")!.Value,
                    Shapes.Read(json, TelegramJson.Default.TelegramUpdate)
                )),
        ];

    /// <summary>Words as they come are told only where somebody counts as watching.</summary>
    private IDisposable Watch()
    {
        var events = Parts.Neighbours.Events;
        return _config.Stream == TelegramStream.Edit ? events.Subscribe(_activity.Handle) : events.Observe(_activity.Handle);
    }

    /// <summary>An update; null when it cannot be read.</summary>
    private readonly record struct Came(long Id, TelegramUpdate? Update);
}
