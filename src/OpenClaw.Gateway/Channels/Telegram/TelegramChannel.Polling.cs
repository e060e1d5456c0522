using System.Text.Json;

namespace OpenClaw.Channels.Telegram;

/// <summary>A bot that asks. An update is acknowledged by the offset of the question after it.</summary>
internal sealed partial class TelegramChannel
{
    private async Task PollAsync(CancellationToken ct)
    {
        if (await MeetAsync(ct) is not { } bot) return;
        await RecallAsync(bot);
        if (!await TakeBackAsync(ct)) return;
        // A question that is held open says for a long time not whether it was heard: the first one, and the first after a failure, asks for an answer at once.
        var held = TimeSpan.Zero;
        while (true)
        {
            var asked = _loop.Time.GetTimestamp();
            var answer = await _api.CallAsync("getUpdates", Arguments(held), held + s_margin, ct);
            if (answer is not TelegramAnswer.Done { Result: var updates })
            {
                held = TimeSpan.Zero;
                if (!await IsTriedAgainAsync(answer, ct)) return;
                continue;
            }

            Health.Well();
            if (await TakeAsync(updates, bot)) _life.Well();
            else await _life.PauseAsync(ct);
            // A Bot API, or a proxy before it, that does not hold the question open: it would be asked a thousand times a second.
            if (held > TimeSpan.Zero && IsEmpty(updates) && _loop.Time.GetElapsedTime(asked) is var took && took < ChannelLife.FirstPause) await _loop.Delay(ChannelLife.FirstPause - took, ct);
            held = _config.PollTimeout;
        }
    }

    private static bool IsEmpty(JsonElement updates) => updates.ValueKind != JsonValueKind.Array || updates.GetArrayLength() == 0;

    private byte[] Arguments(TimeSpan held) => JsonSerializer.SerializeToUtf8Bytes(
        new GetUpdates(_offset, (int)held.TotalSeconds, s_updates), TelegramJson.Default.GetUpdates);
}
