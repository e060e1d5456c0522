using OpenClaw.Config.Tables.Channels;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Turns;

namespace OpenClaw.Channels.Slack;

/// <summary>
/// An app in Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): connections that Slack replaces every few hours, the
/// next one opened before the last one closes. On the loop; bytes are the API's and the sockets' matter.
/// </summary>
internal sealed class SlackChannel : ServiceChannel
{
    /// <summary>How often a message that cannot be written is tried. Slack gives up telling it soon after.</summary>
    private const int Tries = 6;

    private readonly SlackConfig _config;
    private readonly SlackApi _api;
    private readonly SlackPresses _presses;
    private readonly SlackCommands _commands;
    private readonly SlackFiles _files;
    private readonly SlackNames _names;
    private readonly SlackThreads _threads;
    private readonly SlackConnector _connector;
    private readonly HashSet<Task> _reading = [];
    private bool _isOfTwoApps;

    public SlackChannel(SlackConfig config, ChannelParts parts)
        : base(SlackReader.Channel, parts)
    {
        var neighbours = parts.Neighbours;
        _config = config;
        _api = new SlackApi(config, parts.Dialer, Loop.Time);
        _names = new SlackNames(Loop, _api);
        _presses = new SlackPresses(Loop, _api, neighbours.Approvals, _names, neighbours.Names);
        _threads = new SlackThreads(neighbours.Threads);
        _commands = new SlackCommands(Loop, _api, neighbours.Admission, _names.Known);
        _files = new SlackFiles(_api, config);
        _connector = new SlackConnector(Loop, _api, config, parts.Dialer, Health, Life);
        Out = new SlackSender(_api, _threads.Note);
    }

    public override IOutboundChannel Out { get; }

    public override Task<IReadOnlyList<ChannelCheck>> CheckAsync(CancellationToken ct) =>
        new SlackDoctor(_api, _config).LookAsync(_isOfTwoApps, ct);

    public override Task<RemoteFile> LookUpAsync(RemoteFile file, CancellationToken ct) => _files.LookUpAsync(file, ct);

    public override Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct) =>
        _files.FetchAsync(file, take, ct);

    public override async Task StopListeningAsync()
    {
        await base.StopListeningAsync();
        foreach (var task in _reading.ToArray())
        {
            await task.Settled();
        }
    }

    protected override Task CloseAsync()
    {
        _api.Dispose();
        return Task.CompletedTask;
    }

    protected override async Task ListenAsync(CancellationToken ct)
    {
        SlackBot? bot = null;
        while (true)
        {
            bot ??= await _connector.WhoAmIAsync(ct);
            if (bot is not null && await _connector.OpenAsync(ct) is { } connection)
            {
                SetWorking();
                Read(connection, bot, ct);
                var end = await connection.Leaving;
                if (connection.Age >= ChannelLife.LongestPause)
                {
                    Life.WentWell();
                }
                switch (end)
                {
                    case SlackEnd.SwitchedOff:
                        Health.Stopped("Socket Mode was switched off for the app; switch it on in the app's settings and reload");
                        return;
                    case SlackEnd.Refresh:
                        // At once, while the old one still speaks; only not as fast as somebody can ask for it.
                        if (connection.Age < ChannelLife.FirstPause)
                        {
                            await Loop.Delay(ChannelLife.FirstPause, ct);
                        }
                        continue;
                    case SlackEnd.Lost lost:
                        Health.Failing(lost.Reason);
                        break;
                }
            }

            if (Health.IsStopped)
            {
                return;
            }
            await Life.PauseAsync(ct);
        }
    }

    private void Read(SlackConnection connection, SlackBot bot, CancellationToken ct)
    {
        var reading = connection.RunAsync(envelope => TakeAsync(envelope, bot, ct), ct);
        _reading.RemoveWhere(static task => task.IsCompleted);
        _reading.Add(reading);
        Loop.Track(reading, "slack reads");
    }

    /// <summary>What cannot be written now is tried again here, before what came after it: Slack itself would tell it again a few times
    /// only.</summary>
    private async Task<SlackTaken> TakeAsync(SlackEnvelope envelope, SlackBot bot, CancellationToken ct)
    {
        for (var (tried, pause) = (1, ChannelLife.FirstPause); ; tried++, pause *= 2)
        {
            if (await HandOverAsync(envelope, bot, ct) is { IsOnDisk: true } taken)
            {
                if (tried > 1)
                {
                    SetWorking();
                }
                Life.WentWell();
                return taken;
            }

            Health.Failing("a message could not be written; the log has the details");
            if (tried == Tries)
            {
                return default;
            }
            await Loop.Delay(pause, ct);
        }
    }

    private async Task<SlackTaken> HandOverAsync(SlackEnvelope envelope, SlackBot bot, CancellationToken ct)
    {
        switch (envelope.Type)
        {
            case "interactive" when Shapes.Read(envelope.Payload, SlackJson.Default.SlackPress) is { } press:
                return new SlackTaken(await _presses.TakeAsync(press));
            case "slash_commands" when Shapes.Read(envelope.Payload, SlackJson.Default.SlackSlash) is { } command:
                return await _commands.TakeAsync(command, bot, Intake, ct);
            case "events_api" when Shapes.Read(envelope.Payload, SlackJson.Default.SlackCallback) is { Event: { } happened } callback:
                if (callback.Authorizations is [{ IsBot: true, UserId: { } told }, ..] && told != bot.UserId)
                {
                    SetTwoApps();
                }
                var (isRead, message) = await ReadAsync(happened, bot, ct);
                if (!isRead)
                {
                    return default;
                }
                if (message is not null)
                {
                    return new SlackTaken((await Intake.AcceptAsync(message)).Outcome is not TurnOutcome.Failed);
                }
                break;
            case "interactive" or "slash_commands" or "events_api":
                var id = Shapes.Text(envelope.Payload, "event_id") ?? envelope.EnvelopeId;
                ChannelLog.Unreadable(Parts.Log, SlackReader.Channel, $"{envelope.Type} {id}");
                return new SlackTaken(true);
        }

        ChannelLog.SkippedKind(Parts.Log, SlackReader.Channel, envelope.Type ?? "nothing");
        return new SlackTaken(true);
    }

    /// <summary>The message of an event; null when there is none in it. Not read at all while the disk cannot say what was said in its
    /// thread.</summary>
    private async Task<(bool IsRead, InboundMessage? Message)> ReadAsync(SlackEvent happened, SlackBot bot, CancellationToken ct)
    {
        var (now, isAnswered) = (Loop.Time.GetUtcNow(), false);
        try
        {
            isAnswered =
                happened.Channel is { } channel
                && (happened.Message ?? happened).ThreadTs is { Length: > 0 } thread
                && await _threads.HasAnsweredAsync(channel, thread);
        }
        catch (StorageException e) when (e.MayPass)
        {
            return (false, null);
        }

        // Names cost a call: first whether there is anything to read.
        if (SlackReader.Read(happened, bot, _config, now, isAnswered) is null)
        {
            return (true, null);
        }
        var names = await _names.FindAsync(SlackReader.People(happened).Where(user => user != bot.UserId), ct);
        return (true, SlackReader.Read(happened, bot, _config, now, isAnswered, names));
    }

    /// <summary>No reconnecting mends it: only other tokens do, and with them comes another channel.</summary>
    private void SetTwoApps()
    {
        _isOfTwoApps = true;
        Health.Failing(SlackFaults.TwoApps);
    }

    private void SetWorking()
    {
        if (_isOfTwoApps)
        {
            Health.Failing(SlackFaults.TwoApps);
        }
        else
        {
            Health.Working();
        }
    }
}
