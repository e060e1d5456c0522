namespace OpenClaw.Channels.Slack;

/// <summary>The threads that the bot has answered in: what is said there next is meant for it, unless it names somebody else. On the
/// loop.</summary>
/// <param name="load">What the disk knows of them: the addresses in threads of a channel that something was sent to.</param>
internal sealed class SlackThreads(Func<string, Task<List<ReplyAddress>>> load)
{
    /// <summary>When so many are known they are read anew: the disk forgets old ones, and so do we.</summary>
    private const int MostKept = 10_000;

    private readonly HashSet<(string Channel, string Thread)> _answered = [];
    private bool _isLoaded;

    public async Task<bool> HasAnsweredAsync(string channel, string thread)
    {
        if (!_isLoaded)
        {
            foreach (var to in await load(SlackReader.Channel))
            {
                Add(to);
            }
            _isLoaded = true;
        }

        return _answered.Contains((channel, thread));
    }

    /// <summary>Something was sent there.</summary>
    public void Note(ReplyAddress to)
    {
        if (_answered.Count >= MostKept)
        {
            _answered.Clear();
            _isLoaded = false;
        }
        Add(to);
    }

    private void Add(ReplyAddress to)
    {
        if (to.Thread is { } thread)
        {
            _answered.Add((to.ChatId, thread));
        }
    }
}
