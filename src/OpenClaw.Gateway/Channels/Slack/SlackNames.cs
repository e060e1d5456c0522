namespace OpenClaw.Channels.Slack;

/// <summary>
/// What people of a workspace are called (<c>users.info</c>), asked once a day for each. Without the scope for it, or while Slack does not
/// answer, people have their ids; a message never waits long for a name. On the loop.
/// </summary>
internal sealed class SlackNames(EventLoop loop, SlackApi api)
{
    /// <summary>Of a larger workspace names are asked anew now and then.</summary>
    private const int MostKnown = 5000;

    /// <summary>Of the people that one message names.</summary>
    private const int MostAtOnce = 5;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_known = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_unknown = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (string? Name, long At)> _names = [];

    private long? _silentSince;

    /// <summary>The names of those that Slack knows; who is missing has none.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IEnumerable<string> users, CancellationToken ct)
    {
        var found = new Dictionary<string, string>();
        foreach (var user in users.Distinct().Take(MostAtOnce))
        {
            if (await FindAsync(user, ct) is { } name)
            {
                found[user] = name;
            }
        }

        return found;
    }

    /// <summary>A name that needs no asking; null when there is none. For what Slack wants answered within moments.</summary>
    public string? Known(string user) => _names.GetValueOrDefault(user).Name;

    private async Task<string?> FindAsync(string user, CancellationToken ct)
    {
        if (_names.TryGetValue(user, out var known) && loop.Time.GetElapsedTime(known.At) < (known.Name is null ? s_unknown : s_known))
        {
            return known.Name;
        }
        // One answer that says so, or none at all, is true of everybody else as well.
        if (_silentSince is { } since && loop.Time.GetElapsedTime(since) < s_unknown)
        {
            return known.Name;
        }
        var answer = await api.AskAsync("users.info", [("user", user)], s_patience, ct);
        if (answer is not (ChannelAnswer.Done or SlackRefusal { Error: "user_not_found" or "user_not_visible" }))
        {
            _silentSince = loop.Time.GetTimestamp();
            return known.Name;
        }

        var name = answer is ChannelAnswer.Done { Result: var result }
            ? NameOf(Shapes.Read(result, SlackJson.Default.SlackUserAnswer)?.User)
            : null;
        if (_names.Count >= MostKnown)
        {
            _names.Clear();
        }
        _names[user] = (name, loop.Time.GetTimestamp());
        return name;
    }

    /// <summary>As Slack shows it, in one line.</summary>
    private static string? NameOf(SlackUser? user) =>
        ((string?[])[user?.Profile?.DisplayName, user?.RealName, user?.Name]).FirstOrDefault(static name =>
            !string.IsNullOrWhiteSpace(name)
        )
            is { } shown
            ? Escaping.Line(shown.Trim())
            : null;
}
