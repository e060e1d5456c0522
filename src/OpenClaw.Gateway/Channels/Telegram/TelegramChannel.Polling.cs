namespace OpenClaw.Channels.Telegram;

/// <summary>A bot that asks. An update is acknowledged by the offset of the question after it.</summary>
internal sealed partial class TelegramChannel
{
    /// <summary>The pictures of an album are messages of their own, and come some tens of milliseconds after each other.</summary>
    private static readonly TimeSpan s_betweenPictures = TimeSpan.FromSeconds(1);

    /// <summary>The album that ended the last answer.</summary>
    private (long First, int Parts)? _album;

    private async Task PollAsync(CancellationToken ct)
    {
        if (await MeetAsync(ct) is not { } bot)
        {
            return;
        }
        await RecallAsync(bot);
        if (!await TakeBackAsync(ct))
        {
            return;
        }
        // A question that is held open says for a long time not whether it was heard: the first one, and the first after a failure, asks
        // for an answer at once.
        var held = TimeSpan.Zero;
        while (true)
        {
            var asked = Loop.Time.GetTimestamp();
            var question = new GetUpdates(_offset, (int)held.TotalSeconds, s_updates);
            var answer = await _api.CallAsync("getUpdates", question, TelegramJson.Default.GetUpdates, held + Patience, ct);
            if (answer is not ChannelAnswer.Done { Result: var updates })
            {
                held = TimeSpan.Zero;
                if (!await IsTriedAgainAsync(answer, ct))
                {
                    return;
                }
                continue;
            }

            Health.Working();
            var came = updates.ValueKind == JsonValueKind.Array ? Read(updates.EnumerateArray()) : null;
            var open = came is null ? 0 : Unfinished(came);
            if (came is not null && await TakeAsync(came[..^open], bot))
            {
                Life.WentWell();
            }
            else
            {
                await Life.PauseAsync(ct);
            }
            if (open > 0)
            {
                await Loop.Delay(s_betweenPictures, ct);
            }
            // A Bot API, or a proxy before it, that does not hold the question open: it would be asked a thousand times a second.
            if (held > TimeSpan.Zero && IsEmpty(updates) && Loop.Time.GetElapsedTime(asked) is var took && took < ChannelLife.FirstPause)
            {
                await Loop.Delay(ChannelLife.FirstPause - took, ct);
            }
            held = _config.PollTimeout;
        }
    }

    /// <summary>
    /// How many updates at the end are an album of which more may come. They stay unacknowledged and so are told again with the next
    /// answer; when that has no more of them, they are all. </summary>
    private int Unfinished(Came[] came)
    {
        var first = came.Length;
        while (first > 0 && TelegramReader.AreOfOneAlbum(came[^1].Update, came[first - 1].Update))
        {
            first--;
        }
        var (before, parts) = (_album, came.Length - first);
        _album = parts == 0 ? null : new(came[first].Id, parts);
        return _album == before ? 0 : parts;
    }

    private static bool IsEmpty(JsonElement updates) => updates.ValueKind != JsonValueKind.Array || updates.GetArrayLength() == 0;
}
