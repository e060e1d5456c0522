using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenClaw.Config;
using OpenClaw.Config.Channels;
using OpenClaw.Delivery;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Network;
using OpenClaw.Pipeline;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// A bot that is polled. The offset that acknowledges updates is the one that was committed with their messages, so an update is acknowledged when it is on the
/// disk and not before. On the loop; bytes are the API's matter.
/// </summary>
internal sealed class TelegramChannel : IAsyncDisposable
{
    /// <summary>What is asked for; every other kind of update stays away.</summary>
    private static readonly string[] s_updates = ["message", "edited_message"];

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    private readonly EventLoop _loop;
    private readonly TelegramConfig _config;
    private readonly TelegramApi _api;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Intake? _intake;
    private Task _polling = Task.CompletedTask;
    private TimeSpan _pause = s_firstPause;
    private long? _offset;

    public TelegramChannel(EventLoop loop, TelegramConfig config, Dialer dialer, ILogger log)
    {
        _loop = loop;
        _config = config;
        _log = log;
        _api = new TelegramApi(config, dialer, loop.Time);
        Health = new ChannelHealth(TelegramReader.Channel, log);
        Out = new TelegramSender(_api);
    }

    public ChannelHealth Health { get; }

    public IOutboundChannel Out { get; }

    /// <param name="cursor">The committed offset; null when there never was one.</param>
    public void Start(Intake intake, string? cursor)
    {
        _loop.VerifyAccess();
        _intake = intake;
        var offset = long.TryParse(cursor, NumberStyles.Integer, CultureInfo.InvariantCulture, out var known) ? known : (long?)null;
        _polling = LiveAsync(offset, _stop.Token);
        _loop.Track(_polling, "telegram poll");
    }

    /// <summary>Hears nothing any more. What waits to be sent can still go out.</summary>
    public async Task StopListeningAsync()
    {
        await _stop.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync();
        _api.Dispose();
        _stop.Dispose();
    }

    /// <summary>Polls for ever; what breaks inside is begun again, so that a bug in one update does not make the bot deaf for a year.</summary>
    private async Task LiveAsync(long? offset, CancellationToken ct)
    {
        _offset = offset;
        while (true)
        {
            try
            {
                await PollAsync(ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                ChannelLog.Broke(_log, TelegramReader.Channel, e);
                Health.Ill("internal error; the log has the details");
            }

            await PauseAsync(null, ct);
        }
    }

    private async Task PollAsync(CancellationToken ct)
    {
        TelegramBot? bot = null;
        while (true)
        {
            var answer = bot is null
                ? await _api.CallAsync("getMe", "{}"u8.ToArray(), s_margin, ct)
                : await _api.CallAsync("getUpdates", Arguments(_offset), _config.PollTimeout + s_margin, ct);
            switch (answer)
            {
                case TelegramAnswer.Done { Result: var me } when bot is null:
                    bot = me.Deserialize(TelegramJson.Default.TelegramBot);
                    break;
                case TelegramAnswer.Done { Result: var updates }:
                    Health.Well();
                    if (await TakeAsync(updates, bot)) _pause = s_firstPause;
                    else await PauseAsync(null, ct);
                    break;
                case TelegramAnswer.Refused { Code: 401 or 404 }:
                    Health.Stopped("Telegram does not know the token; set the right one (channels.telegram.token) and reload");
                    return;
                case TelegramAnswer.Refused { Code: 409 } conflict:
                    Health.Ill($"somebody else reads this bot's messages ({conflict.Reason}); stop the other program, or remove its webhook");
                    await PauseAsync(s_longestPause, ct);
                    break;
                case TelegramAnswer.Refused refused:
                    Health.Ill(refused.Reason);
                    await PauseAsync(refused.RetryAfter, ct);
                    break;
                case TelegramAnswer.NotSent { Reason: var reason }:
                    Health.Ill(reason);
                    await PauseAsync(null, ct);
                    break;
                case TelegramAnswer.Lost { Reason: var reason }:
                    Health.Ill(reason);
                    await PauseAsync(null, ct);
                    break;
            }
        }
    }

    /// <summary>Hands over what came, in its order. False at a message that could not be written: the offset stays before it, and it is asked for again.</summary>
    private async Task<bool> TakeAsync(JsonElement updates, TelegramBot bot)
    {
        if (updates.ValueKind != JsonValueKind.Array) return false;
        foreach (var json in updates.EnumerateArray())
        {
            if (!json.TryGetProperty("update_id", out var number) || !number.TryGetInt64(out var id)) continue;
            if (Read(json, bot) is { } message)
            {
                var accepted = await _intake!.AcceptAsync(message, (id + 1).ToString(CultureInfo.InvariantCulture));
                if (accepted.Outcome is TurnOutcome.Failed) return false;
            }
            else
            {
                ChannelLog.Skipped(_log, TelegramReader.Channel, id);
            }

            _offset = id + 1;
        }

        return true;
    }

    private InboundMessage? Read(JsonElement json, TelegramBot bot)
    {
        try
        {
            return json.Deserialize(TelegramJson.Default.TelegramUpdate) is { } update ? TelegramReader.Read(update, bot, _config) : null;
        }
        catch (JsonException)
        {
            // A shape that did not exist last year must not stop all that comes after it.
            return null;
        }
    }

    private byte[] Arguments(long? offset) => JsonSerializer.SerializeToUtf8Bytes(
        new GetUpdates(offset, (int)_config.PollTimeout.TotalSeconds, s_updates), TelegramJson.Default.GetUpdates);

    private async Task PauseAsync(TimeSpan? asked, CancellationToken ct)
    {
        var pause = asked ?? _pause;
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, s_longestPause.Ticks));
        await _loop.Delay(pause, ct);
    }
}
