namespace OpenClaw.Channels.Telegram;

/// <summary>What a chat is shown of a turn that runs. On the loop.</summary>
internal sealed class TelegramDraft(ReplyAddress to)
{
    // Below Telegram's 4,096 in any case.
    private const int LongestText = 3500;
    private const int MostSteps = 5;
    private const int LongestStep = 200;

    /// <summary>A pause that has no end: this turn shows nothing more. It is not Telegram's wish.</summary>
    public static readonly TimeSpan NoDraft = TimeSpan.MaxValue;

    private readonly List<string> _steps = [];
    private readonly StringBuilder _text = new();
    private CancellationTokenSource? _awake;
    private bool _isChanged;

    public ReplyAddress To => to;

    public long? Thread { get; } = TelegramReader.Number(to.Thread);

    /// <summary>The message, once there is one.</summary>
    public long? MessageId { get; set; }

    /// <summary>Telegram wants no change for so long, counted from a timestamp.</summary>
    public (TimeSpan Pause, long Since)? Quiet { get; set; }

    /// <summary>The turn has ended; its answer is on its way.</summary>
    public bool IsOver { get; set; }

    /// <summary>Ends when nothing more is on its way to the chat.</summary>
    public Task Shown { get; set; } = Task.CompletedTask;

    /// <summary>How long Telegram still wants no message in the chat; null when it takes one.</summary>
    public TimeSpan? PauseLeft(TimeProvider time) =>
        Quiet is { } quiet && quiet.Pause != NoDraft && quiet.Pause - time.GetElapsedTime(quiet.Since) is var left && left > TimeSpan.Zero
            ? left
            : null;

    /// <summary>Cancelled when the turn sleeps or ends.</summary>
    public CancellationToken Wake()
    {
        Rest();
        _awake = new CancellationTokenSource();
        return _awake.Token;
    }

    public void Rest()
    {
        _awake?.Cancel();
        _awake?.Dispose();
        _awake = null;
    }

    /// <summary>A tool runs. What was said before it was no answer yet.</summary>
    public void Did(string step)
    {
        var line = Escaping.Line(step);
        _steps.Add(line.Length <= LongestStep ? line : $"{line[..LongestStep]}…");
        if (_steps.Count > MostSteps)
        {
            _steps.RemoveAt(0);
        }
        BeginsAnew();
        _isChanged = true;
    }

    public void Said(string delta)
    {
        _text.Append(delta);
        // Only its end is shown.
        if (_text.Length > 4 * LongestText)
        {
            _text.Remove(0, _text.Length - 2 * LongestText);
        }
        _isChanged = true;
    }

    public void BeginsAnew() => _text.Clear();

    /// <summary>The text when it is another than the one taken last, and Telegram takes one.</summary>
    public string? TakeText(TimeProvider time)
    {
        if (!_isChanged || Quiet is { Pause: var pause, Since: var since } && time.GetElapsedTime(since) < pause)
        {
            return null;
        }
        var steps = string.Concat(_steps.Select(static step => $"⏳ {step}\n"));
        var from = Math.Max(0, _text.Length - (LongestText - steps.Length));
        if (from > 0 && char.IsLowSurrogate(_text[from]))
        {
            from++;
        }
        var said = _text.ToString(from, _text.Length - from);
        var text = (steps + (from > 0 ? "…" : "") + said[..NoReply.Certain(said)]).Trim();
        if (text.Length == 0)
        {
            return null;
        }
        _isChanged = false;
        return text;
    }
}
